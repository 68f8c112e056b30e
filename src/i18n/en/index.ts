import { approvalDetail } from './approval-detail.ts';
import { audit } from './audit.ts';
import { buttons } from './buttons.ts';
import { cards } from './cards.ts';
import { commands } from './commands.ts';
import { delivery } from './delivery.ts';
import { digests } from './digests.ts';
import { failures } from './failures.ts';
import { gate } from './gate.ts';
import { home } from './home.ts';
import { identities } from './identities.ts';
import { interactions } from './interactions.ts';
import { locks } from './locks.ts';
import { outcomes } from './outcomes.ts';
import { people } from './people.ts';
import { policy } from './policy.ts';
import { projects } from './projects.ts';
import { running } from './running.ts';
import { statuses, unknownStatus } from './statuses.ts';
import { stops } from './stops.ts';
import { subscriptions } from './subscriptions.ts';
import { trouble } from './trouble.ts';
import { votes } from './votes.ts';
import { waiting } from './waiting.ts';

/** One file per area. Values are strings or functions of what they name; they return mrkdwn-safe text. */
export const en = {
  approvalDetail,
  audit,
  buttons,
  cards,
  commands,
  delivery,
  digests,
  failures,
  gate,
  home,
  identities,
  interactions,
  locks,
  outcomes,
  policy,
  people,
  projects,
  running,
  statuses,
  stops,
  subscriptions,
  trouble,
  unknownStatus,
  waiting,
  votes,
};
