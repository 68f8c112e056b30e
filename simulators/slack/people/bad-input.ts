/** What a person's client cannot do: answered with a 4xx and `{ ok: false, error }`. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
  readonly code: string;
  readonly status: number;

  constructor(code: string, status = 400) {
    super(code);
    this.code = code;
    this.status = status;
  }
}
