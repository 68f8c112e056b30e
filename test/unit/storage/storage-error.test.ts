import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { explainFolderError, explainServerError } from '../../../src/storage/storage-error.ts';

const URL_TEXT = 'postgres://ada:hunter2hunter2@db.example.com/chatops?sslmode=verify-full';
const failed = (message: string, fields: object = {}) => Object.assign(new Error(message), fields);

it.each([
  [failed('', { code: 'ENOTFOUND' }), /host of DATABASE_URL, db\.example\.com:5432, cannot be found/],
  [failed('', { code: 'EHOSTUNREACH' }), /did not answer in time/],
  [failed('timeout expired'), /did not answer in time/],
  [failed('read ECONNRESET', { code: 'ECONNRESET' }), /closed the connection/],
  [failed('password authentication failed', { code: '28P01' }), /does not accept the password of “ada”/],
  [failed('no pg_hba.conf entry', { code: '28000' }), /does not let “ada” in \(no pg_hba\.conf entry\)/],
  [failed('too many clients already', { code: '53300' }), /has no connection left/],
  [failed('could not extend file', { code: '53100' }), /disk of PostgreSQL at db\.example\.com:5432 is full/],
  [failed('the database system is starting up', { code: '57P03' }), /does not take connections yet/],
  [failed('self-signed certificate', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), /TLS connection .* failed/],
  [failed('certificate has expired', { code: 'CERT_HAS_EXPIRED' }), /TLS connection .* failed/],
  [failed('something else'), /cannot be used: something else\. Check DATABASE_URL/],
])('says in one sentence what to do about %s, without a secret', (error, says) => {
  const { message } = explainServerError(error, URL_TEXT);
  expect(message).toMatch(says);
  expect(message).not.toContain('hunter2');
  expect(message).not.toContain('\n');
});

it.each([
  [failed('no space left', { code: 'ENOSPC' }), /The disk with DATA_DIR .* is full/],
  [failed('permission denied', { code: 'EACCES' }), /cannot be written to \(EACCES\)/],
  [failed('read-only file system', { code: 'EROFS' }), /cannot be written to \(EROFS\)/],
  [failed('not a directory', { code: 'ENOTDIR' }), /is a file/],
  [failed('could not write: No space left on device'), /The disk with DATA_DIR .* is full/],
  [
    failed('', { code: 'EPERM', syscall: 'chown', path: '/data/x' }),
    /The owner of \/data\/x .* cannot be changed/,
  ],
  [failed('lock file "postmaster.pid" already exists'), /delete postmaster\.pid/],
  [failed('invalid page in block 3\nand more'), /cannot be started .*\(invalid page in block 3\).*backup/],
])('says in one sentence what to do about a folder with %s', async (error, says) => {
  const { message } = await explainFolderError(error, tmpdir());
  expect(message).toMatch(says);
  expect(message).not.toContain('\n');
});
