import type { KnownBlock, ModalView } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import { messages } from '../i18n/index.ts';
import { ACTION } from './action-ids.ts';
import { plainText, section } from './blocks.ts';
import { code, shorten } from './mrkdwn.ts';

/** Where the form was opened, and what waits for it. */
export interface ConnectOrigin {
  readonly channelId: string | null;
  readonly responseUrl: string | null;
  readonly requestId: string | null;
}

export const TOKEN_BLOCK = 'token';

export interface ConnectForm {
  readonly locale: Locale;
  readonly origin: ConnectOrigin;
  readonly host: string;
  /** Who the person is connected as; `unreadable` when a token is there that cannot be decrypted. */
  readonly now: { readonly login: string; readonly unreadable: boolean } | null;
}

/** @returns the form for a token. It holds none: what was stored is never sent back. */
export function connectModal({ locale, origin, host, now }: ConnectForm): ModalView {
  const { identities } = messages(locale);
  const lines = [identities.intro(code(shorten(host, 120)))];
  if (now !== null) {
    lines.push(now.unreadable ? identities.unreadable : identities.replaces(code(shorten(now.login, 80))));
  }
  return {
    type: 'modal',
    callback_id: ACTION.connectSubmit,
    title: plainText(identities.title, 24),
    submit: plainText(identities.submit, 24),
    close: plainText(identities.close, 24),
    private_metadata: JSON.stringify({ c: origin.channelId, r: origin.responseUrl, q: origin.requestId }),
    blocks: [
      section(lines),
      {
        type: 'input',
        block_id: TOKEN_BLOCK,
        label: plainText(identities.token, 2000),
        hint: plainText(identities.tokenHint, 2000),
        element: { type: 'plain_text_input', action_id: ACTION.connectToken, max_length: 500 },
      },
    ],
  };
}

/** @returns a private answer that offers to connect, with what waits for it */
export function connectOffer(requestId: string, locale: Locale): { text: string; blocks: KnownBlock[] } {
  const { identities } = messages(locale);
  return {
    text: identities.connectFirst,
    blocks: [
      section([identities.connectFirst], {
        type: 'button',
        action_id: ACTION.connect,
        text: plainText(identities.connectButton, 75),
        value: requestId,
        style: 'primary',
      }),
    ],
  };
}
