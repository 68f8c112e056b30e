import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { Acknowledged, list, maybe, maybeNumber, maybeText, PageQuery, Parameters, page } from './common.ts';

const Timetable = z.object({
  'per-hour': maybeNumber,
  'hours-of-day': list(z.number().int()),
  'days-of-week': list(z.string()),
  'days-of-month': list(z.number().int()),
  months: list(z.string()),
});

const Schedule = z.object({
  id: z.string(),
  name: z.string(),
  description: maybeText,
  'project-slug': z.string(),
  timetable: Timetable,
  parameters: maybe(z.record(z.string(), z.unknown())),
  actor: maybe(z.object({ id: maybeText, login: maybeText, name: maybeText, avatar_url: maybeText })),
  'created-at': maybeText,
  'updated-at': maybeText,
});

const Day = z.enum(['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']);
const Month = z.enum(['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']);
const whole = z.number().int();
const TimetableChange = z.strictObject({
  'per-hour': whole.min(1).max(60).optional(),
  'hours-of-day': z.array(whole.min(0).max(23)).optional(),
  'days-of-week': z.array(Day).optional(),
  'days-of-month': z.array(whole.min(1).max(31)).optional(),
  months: z.array(Month).optional(),
});
/** Every day of the week or of the month has to be said one way or the other. */
const NewTimetable = TimetableChange.required({ 'per-hour': true, 'hours-of-day': true }).refine(
  (table) => table['days-of-week'] !== undefined || table['days-of-month'] !== undefined,
  { message: 'days-of-week or days-of-month is needed' },
);
const AttributionActor = z.enum(['current', 'system']);

/** Scheduled pipelines of GitHub OAuth and Bitbucket Cloud projects; others use a trigger with a cron expression. */
export const schedules = {
  list: endpoint({
    method: 'GET',
    path: '/project/{project-slug}/schedule',
    query: PageQuery,
    response: page(Schedule),
  }),
  create: endpoint({
    method: 'POST',
    path: '/project/{project-slug}/schedule',
    body: z.strictObject({
      name: z.string().min(1),
      timetable: NewTimetable,
      'attribution-actor': AttributionActor,
      /** Must hold `branch` or `tag`. */
      parameters: Parameters,
      description: z.string().nullable().optional(),
    }),
    response: Schedule,
  }),
  get: endpoint({ method: 'GET', path: '/schedule/{schedule-id}', response: Schedule }),
  update: endpoint({
    method: 'PATCH',
    path: '/schedule/{schedule-id}',
    body: z.strictObject({
      name: z.string().min(1).optional(),
      timetable: TimetableChange.optional(),
      'attribution-actor': AttributionActor.optional(),
      parameters: Parameters.optional(),
      description: z.string().nullable().optional(),
    }),
    response: Schedule,
  }),
  delete: endpoint({ method: 'DELETE', path: '/schedule/{schedule-id}', response: Acknowledged }),
};
