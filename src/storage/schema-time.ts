import type { ColumnType } from 'kysely';

/** Times are `timestamptz`: a Date when read, a Date or ISO string when written. */
export type Time = ColumnType<Date, Date | string, Date | string>;
export type DefaultedTime = ColumnType<Date, Date | string | undefined, Date | string>;
export type MaybeTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
