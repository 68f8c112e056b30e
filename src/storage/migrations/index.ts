import type { Migration } from 'kysely/migration';
import { first } from './0001-first.ts';
import { failures } from './0002-failures.ts';
import { subscriptions } from './0003-subscriptions.ts';
import { delivery } from './0004-delivery.ts';
import { people } from './0005-people.ts';
import { digests } from './0006-digests.ts';
import { reconcile } from './0007-reconcile.ts';
import { audit } from './0010-audit.ts';
import { tokens } from './0011-tokens.ts';
import { votes } from './0012-votes.ts';
import { reminders } from './0013-reminders.ts';
import { presets } from './0014-presets.ts';
import { locks } from './0015-locks.ts';
import { approvalDetail } from './0016-approval-detail.ts';
import { projects } from './0017-projects.ts';
import { bigNumbers } from './0018-big-numbers.ts';
import { writeCheck } from './0020-write-check.ts';
import { forms } from './0021-forms.ts';
import { oneRun } from './0022-one-run.ts';
import { dynamicConfiguration } from './0024-dynamic-configuration.ts';

/** Every migration, in order. Add at the end; never edit or remove one that was released. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first': first,
  '0002-failures': failures,
  '0003-subscriptions': subscriptions,
  '0004-delivery': delivery,
  '0005-people': people,
  '0006-digests': digests,
  '0007-reconcile': reconcile,
  '0010-audit': audit,
  '0011-tokens': tokens,
  '0013-reminders': reminders,
  '0014-presets': presets,
  '0015-locks': locks,
  '0012-votes': votes,
  '0016-approval-detail': approvalDetail,
  '0017-projects': projects,
  '0020-write-check': writeCheck,
  '0022-one-run': oneRun,
  '0024-dynamic-configuration': dynamicConfiguration,
  '0021-forms': forms,
  '0018-big-numbers': bigNumbers,
};
