import { decodeJwt, errors, importSPKI, jwtVerify } from 'jose';
import { AppTokenError } from './AppTokenError';
import type { ForgeApp } from './types';

const algorithm = 'RS256';
/** In seconds. */
const longestLife = 600;
/** How far the clocks may be apart, in seconds. */
const tolerance = 60;

/**
 * Finds out which App a JSON web token is of, and that it holds the App's private key:
 * https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 *
 * @throws AppTokenError for any other token
 * @internal
 */
export async function verifyAppToken(
  token: string,
  apps: readonly ForgeApp[],
): Promise<ForgeApp> {
  const issuer = issuerOf(token);
  const app = apps.find(({ id }) => String(id) === issuer);
  if (!app) {
    throw new AppTokenError(404, 'Integration not found');
  }
  const key = await importSPKI(app.publicKey, algorithm);
  const { payload } = await jwtVerify(token, key, {
    algorithms: [algorithm],
    clockTolerance: tolerance,
  }).catch(error => {
    throw toAppTokenError(error);
  });
  const now = Date.now() / 1000;
  if (payload.exp === undefined) {
    throw expiry(
      'must be a numeric value representing the future time at which the assertion expires',
    );
  }
  if (payload.exp > now + longestLife + tolerance) {
    throw expiry('is too far in the future');
  }
  if (payload.iat === undefined || payload.iat > now + tolerance) {
    throw new AppTokenError(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
  return app;
}

function issuerOf(token: string): string {
  try {
    const { iss } = decodeJwt(token);
    return String(iss);
  } catch {
    throw undecodable();
  }
}

function toAppTokenError(error: unknown): AppTokenError {
  return error instanceof errors.JWTExpired
    ? expiry(
        'must be a numeric value representing the future time at which the assertion expires',
      )
    : undecodable();
}

function undecodable(): AppTokenError {
  return new AppTokenError(401, 'A JSON web token could not be decoded');
}

function expiry(problem: string): AppTokenError {
  return new AppTokenError(401, `'Expiration time' claim ('exp') ${problem}`);
}
