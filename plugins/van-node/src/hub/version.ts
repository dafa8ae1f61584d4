import { z } from 'zod';

/** Characters of a version that are kept; a real one has some twenty. */
const maxLength = 64;

/**
 * The answer to `GET /version` of a Kubernetes API server.
 *
 * @public
 */
export const versionSchema = z.object({
  gitVersion: z
    .string()
    .transform(version => version.replace(/\p{Cc}/gu, '').slice(0, maxLength)),
});
