// Writes builtinSchemas.json from the OpenAPI documents of a running Kubernetes; README.md says how.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const documents = [
  'api__v1',
  'apis__admissionregistration.k8s.io__v1',
  'apis__apiextensions.k8s.io__v1',
  'apis__apps__v1',
  'apis__authentication.k8s.io__v1',
  'apis__authorization.k8s.io__v1',
  'apis__autoscaling__v1',
  'apis__autoscaling__v2',
  'apis__batch__v1',
  'apis__coordination.k8s.io__v1',
  'apis__discovery.k8s.io__v1',
  'apis__events.k8s.io__v1',
  'apis__networking.k8s.io__v1',
  'apis__policy__v1',
  'apis__rbac.authorization.k8s.io__v1',
  'apis__scheduling.k8s.io__v1',
  'apis__storage.k8s.io__v1',
];

const [folder] = process.argv.slice(2);
if (!folder) {
  throw new Error(
    'Say where the OpenAPI v3 documents are: node update.mjs <folder>',
  );
}

/** What a schema says without its prose; names of fields may be `description` too, so only texts are dropped. */
function withoutProse(value) {
  if (Array.isArray(value)) {
    return value.map(withoutProse);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value)
    .filter(
      ([field, content]) =>
        field !== 'description' || typeof content !== 'string',
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, content]) => [field, withoutProse(content)]);
  return Object.fromEntries(entries);
}

const schemas = {};
for (const name of documents) {
  const path = join(folder, `${name}_openapi.json`);
  const document = JSON.parse(await readFile(path, 'utf8'));
  for (const [key, schema] of Object.entries(document.components.schemas)) {
    const known = schemas[key]?.['x-kubernetes-group-version-kind'] ?? [];
    schemas[key] = withoutProse(schema);
    if (known.length > 1) {
      schemas[key]['x-kubernetes-group-version-kind'] = known;
    }
  }
}
const lines = Object.keys(schemas)
  .sort()
  .map(key => `${JSON.stringify(key)}: ${JSON.stringify(schemas[key])}`);
await writeFile(
  new URL('builtinSchemas.json', import.meta.url),
  `{\n${lines.join(',\n')}\n}\n`,
);
