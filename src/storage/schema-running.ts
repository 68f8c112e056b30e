import type { JSONColumnType } from 'kysely';
import type { Time } from './schema-time.ts';

/** A run saved in a channel. It outlives who saved it. */
export interface PresetsTable {
  channel_id: string;
  /** In lower case. */
  name: string;
  project_slug: string;
  /** See `launch/presets.ts`. */
  body: JSONColumnType<object, string, string>;
  created_by: string;
  created_at: Time;
}

/** What a form shows that somebody has open, by a hash of it. */
export interface ShownFormsTable {
  id: string;
  body: JSONColumnType<object, string, string>;
  shown_at: Time;
}

/** What an open form is about, see `launch/forms.ts`. */
export interface FormsTable {
  id: string;
  callback_id: string;
  /** Who may send it. */
  team_id: string;
  user_id: string;
  /** JSON of the form's own making. */
  data: string;
  expires_at: Time;
}

export interface RunningTables {
  forms: FormsTable;
  presets: PresetsTable;
  shown_forms: ShownFormsTable;
}
