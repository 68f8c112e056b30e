import type { Delivery } from '../bot/deliveries.ts';
import type { Bootstrap, ClientMessage } from '../protocol.ts';
import type { Call } from '../web-api/calls.ts';
import { messageText } from './message-text.ts';

export interface Traffic {
  readonly calls: readonly Call[];
  readonly deliveries: readonly Delivery[];
}

/** The workspace in words, for the error of a wait that found nothing: what each person sees, and the last traffic. */
export function describe(everyone: ReadonlyMap<string, Bootstrap>, traffic: Traffic): string {
  const messages = new Map<string, string>();
  const views: string[] = [];
  for (const [user, shown] of everyone) {
    for (const message of shown.messages) messages.set(message.ts, describeMessage(shown, message));
    for (const view of shown.views ?? [])
      views.push(`${user} has the modal "${view.title}": ${messageText(view)}`);
    if (shown.home) views.push(`${user} has the Home tab: ${messageText(shown.home)}`);
  }
  const inOrder = [...messages].sort(([a], [b]) => Number(a) - Number(b)).map(([, line]) => line);
  return [
    section('Messages', inOrder.slice(-20)),
    section('Views', views),
    section('Last calls', traffic.calls.slice(-10).map(describeCall)),
    section('Last requests to the bot', traffic.deliveries.slice(-5).map(describeDelivery)),
  ].join('\n');
}

function describeMessage(shown: Bootstrap, message: ClientMessage): string {
  const channel = shown.channels.find((one) => one.id === message.channel)?.name ?? message.channel;
  const reader = message.ephemeralFor === undefined ? '' : ` only ${message.ephemeralFor}`;
  const reply = message.threadTs === undefined ? '' : ` reply to ${message.threadTs}`;
  return `#${channel}${reader}${reply} ${message.ts} ${message.user}: ${messageText(message)}`;
}

function describeCall(call: Call): string {
  const outcome = call.ok ? 'ok' : [call.error, ...(call.messages ?? [])].join(' ');
  return `${call.method} ${JSON.stringify(call.args).slice(0, 200)} → ${outcome}`;
}

function describeDelivery({ request, acknowledgement, problems }: Delivery): string {
  const outcome = acknowledgement.ok
    ? `ok in ${Math.round(acknowledgement.ackMs)} ms`
    : acknowledgement.error;
  const type = typeof request.payload.type === 'string' ? ` ${request.payload.type}` : '';
  return [`${request.kind}${type} → ${outcome}`, ...problems].join(' ');
}

function section(title: string, lines: readonly string[]): string {
  return [`${title}:`, ...(lines.length > 0 ? lines : ['(none)']).map((line) => `  ${line}`)].join('\n');
}
