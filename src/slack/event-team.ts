/** Which workspace an event is about. Source: Slack docs, Events API, and Slack Connect for `context_team_id`. */
interface EventEnvelope {
  readonly team_id?: string | null;
  readonly context_team_id?: string | null;
  readonly is_ext_shared_channel?: boolean;
  readonly authorizations?: readonly { readonly team_id?: string | null }[] | null;
}

/** @returns the workspace of whoever caused it; in a channel shared between workspaces, the one that was asked for it */
export function eventTeam(body: EventEnvelope): string | null {
  const shared = body.is_ext_shared_channel === true ? body.context_team_id : undefined;
  return shared ?? body.team_id ?? null;
}

/** @returns every workspace that an event names as one it is meant for */
export function teamsOf(body: object): readonly string[] {
  const { team_id, context_team_id, authorizations }: EventEnvelope = body;
  const granted = Array.isArray(authorizations) ? authorizations.map((one) => one?.team_id) : [];
  return [team_id, context_team_id, ...granted].filter((team) => typeof team === 'string');
}
