/**
 * Input that cannot be read. `path` names the bad field from the root of the
 * input (`cases.3.events.0.at`; empty for the input as a whole).
 */
export class BadInput extends Error {
  readonly path: string;

  constructor(path: string, why: string) {
    super(path === '' ? why : `${path}: ${why}`);
    this.name = 'BadInput';
    this.path = path;
  }
}
