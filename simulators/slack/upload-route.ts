import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './http/body.ts';
import { replyJson } from './http/reply.ts';
import type { WebApi } from './web-api/handle.ts';
import { answerAfter, isInsteadOfCall, misbehave, nameOf } from './web-api/misbehave.ts';

/** What a form adds to the bytes of a file. */
const FORM_BYTES = 4 * 1024;

/**
 * Handles `POST /upload/<ticket>`: the bytes of a file, raw or as a form, once and of the announced length. Recorded
 * among the calls as `upload`, for which there can be faults. Source: Slack docs, files.getUploadURLExternal.
 */
export async function handleUpload(
  api: WebApi,
  ticket: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = api.world.files.findByTicket(ticket);
  const refuse = (status: number, error: string) => {
    api.calls.record({ method: 'upload', args: {}, ok: false, error });
    replyJson(response, status, { ok: false, error });
  };
  if (file === undefined || file.bytes !== null) return refuse(404, 'unknown_ticket');
  const body = await readBody(request, file.length + FORM_BYTES);
  if (body === null) return refuse(413, 'too_large');
  const fault = api.faults.take('upload');
  if (fault !== null && isInsteadOfCall(fault)) {
    api.calls.record({ method: 'upload', args: {}, ok: false, error: nameOf(fault) });
    return misbehave(response, fault);
  }
  const bytes = await contentOf(request.headers['content-type'] ?? '', body);
  if (bytes === null || bytes.length !== file.length) return refuse(400, 'wrong_length');
  file.bytes = bytes;
  api.calls.record({ method: 'upload', args: { file: file.id, length: bytes.length }, ok: true });
  await answerAfter(response, fault, () => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end(`OK - ${bytes.length}`);
  });
}

/** @returns the file of a form, or the body as it is */
async function contentOf(type: string, body: Buffer): Promise<Buffer | null> {
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => null);
  const file = [...(form?.values() ?? [])].find((value) => value instanceof Blob);
  return file instanceof Blob ? Buffer.from(await file.arrayBuffer()) : null;
}
