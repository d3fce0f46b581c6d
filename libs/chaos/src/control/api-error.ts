/** An answer other than success, with the texts that Toxiproxy has for it. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

export const badRequest = (reason: string) => new ApiError(400, `bad request body: ${reason}`);
export const missingField = (field: string) => new ApiError(400, `missing required field: ${field}`);
export const notFound = (what: string) => new ApiError(404, `${what} not found`);
export const alreadyExists = (what: string) => new ApiError(409, `${what} already exists`);
