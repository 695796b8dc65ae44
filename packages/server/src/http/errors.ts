import type { WireError } from "@knockknock/protocol";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { Refusal, STATUS } from "../refusal.ts";

/** Longest message of a `WireError`. */
const MESSAGE_LENGTH = 500;

/** Every refused or failed request is answered with a `WireError`; its cause stays in the log. */
export function registerErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError | Error>(answerError);
  app.setNotFoundHandler((request, reply) =>
    reply
      .status(404)
      .header("cache-control", "no-store")
      .send({
        code: "not_found",
        message: `There is nothing at ${request.method} ${request.url}`.slice(0, MESSAGE_LENGTH),
      } satisfies WireError),
  );
}

/** Also for errors that come before any route, such as an address that cannot be decoded. */
export function answerError(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const [status, wire] = describe(error);
  if (status >= 500)
    request.log.error({ err: error, route: request.routeOptions.url }, "request failed");
  if (wire.retryAfterS !== undefined) reply.header("retry-after", wire.retryAfterS);
  void reply.status(status).header("cache-control", "no-store").send(wire);
}

function describe(error: FastifyError | Error): [status: number, wire: WireError] {
  if (error instanceof Refusal) return [STATUS[error.wire.code], error.wire];
  if (hasZodFastifySchemaValidationErrors(error)) {
    const places = error.validation.map(
      ({ instancePath, message }) => `${instancePath || "/"}: ${message ?? "invalid"}`,
    );
    const message = `The request does not fit its schema: ${places.join("; ")}`;
    return [STATUS.bad_request, { code: "bad_request", message: message.slice(0, MESSAGE_LENGTH) }];
  }
  const status = "statusCode" in error ? error.statusCode : undefined;
  if (status !== undefined && status >= 400 && status < 500) {
    return [status, { code: "bad_request", message: error.message.slice(0, MESSAGE_LENGTH) }];
  }
  return [
    STATUS.internal,
    { code: "internal", message: "The server failed; its log says why. Try again later" },
  ];
}
