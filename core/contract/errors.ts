/** The closed set of error codes and what HTTP says for each. */
export const ERROR_STATUS = {
  'bad-input': 400,
  'not-signed-in': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'not-a-photo': 415,
  refused: 422,
  'too-many': 429,
  internal: 500,
  unavailable: 503,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

export interface ErrorBody {
  readonly error: {
    readonly code: ErrorCode;
    /** Plain words for the person: what happened, what was kept, what to do. */
    readonly message: string;
    /** The rule that refused, e.g. `02.return.asked-for`; screens translate by it. */
    readonly clause?: string;
    /** Field paths of bad input, each with what is wrong. */
    readonly fields?: readonly { readonly path: string; readonly message: string }[];
    /** On a conflict: the newer version, so that the screen can show it. */
    readonly version?: number;
    readonly retryAfterS?: number;
  };
}

/** The one error type of the house; doors map it to HTTP or to a socket answer in one place. */
export class HouseError extends Error {
  readonly code: ErrorCode;
  readonly details: Omit<ErrorBody['error'], 'code' | 'message'>;

  constructor(code: ErrorCode, message: string, details: Omit<ErrorBody['error'], 'code' | 'message'> = {}) {
    super(message);
    this.name = 'HouseError';
    this.code = code;
    this.details = details;
  }

  body(): ErrorBody {
    return { error: { code: this.code, message: this.message, ...this.details } };
  }
}
