import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
export async function deliverUnfurl(_ctx: Context, _data: JobData['deliver-unfurl']): Promise<void> {}
