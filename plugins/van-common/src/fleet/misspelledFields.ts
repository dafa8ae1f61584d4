import { z } from 'zod';
import { fieldName } from './describeIssue';
import { nearest } from './nearest';
import { fleetJsonSchema } from './schemas';
import type { FleetKind } from './types';

/** What of a JSON Schema tells the known fields. */
interface KnownFields {
  properties?: Record<string, KnownFields>;
  items?: KnownFields;
}

const knownFields: z.ZodType<KnownFields> = z.object({
  get properties() {
    return z.record(z.string(), knownFields).optional();
  },
  get items() {
    return knownFields.optional();
  },
});

const known = new Map<FleetKind, KnownFields>();

/** A field that is nearly spelled like another. */
interface MisspelledField {
  path: (string | number)[];
  message: string;
  hint: string;
}

/**
 * Fields that no schema knows and that are nearly spelled like one that is not there. Other unknown fields are none of our
 * business, but a `tag:` that should be `tags:` would silently put an application nowhere.
 *
 * @internal
 */
export function misspelledFields(
  kind: FleetKind,
  root: unknown,
): MisspelledField[] {
  let fields = known.get(kind);
  if (!fields) {
    fields = knownFields.parse(fleetJsonSchema(kind));
    known.set(kind, fields);
  }
  return visit(fields, { value: root, path: [] });
}

function visit(
  fields: KnownFields | undefined,
  at: { value: unknown; path: (string | number)[] },
): MisspelledField[] {
  const { value, path } = at;
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      visit(fields?.items, { value: item, path: [...path, index] }),
    );
  }
  const properties = fields?.properties;
  if (!properties || typeof value !== 'object' || value === null) {
    return [];
  }
  const absent = Object.keys(properties).filter(
    name => !Object.hasOwn(value, name),
  );
  return Object.entries(value).flatMap(([name, child]) => {
    const below = [...path, name];
    if (Object.hasOwn(properties, name)) {
      return visit(properties[name], { value: child, path: below });
    }
    const meant = nearest(name, absent, { within: name.length > 5 ? 2 : 1 });
    return meant
      ? [
          {
            path: below,
            message: `${fieldName(below)} is not known`,
            hint: `Write \`${meant}\`.`,
          },
        ]
      : [];
  });
}
