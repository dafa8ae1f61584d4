const safeCharacters = 'bcdfghjklmnpqrstvwxz2456789';
const fnvOffset = 0x811c9dc5;
const fnvPrime = 0x01000193;

/** A number that is equal for equal texts (32-bit FNV-1a). */
export function hashOf(text: string): number {
  let hash = fnvOffset;
  for (const byte of Buffer.from(text)) {
    hash = Math.imul(hash ^ byte, fnvPrime) >>> 0;
  }
  return hash;
}

/** Writes a text with the letters that Kubernetes uses in generated names, so that they spell no words. */
export function safeEncode(text: string): string {
  return [...text]
    .map(
      character =>
        safeCharacters[character.charCodeAt(0) % safeCharacters.length],
    )
    .join('');
}

/** Value of the label `pod-template-hash`: equal templates have equal values. */
export function podTemplateHash(template: object): string {
  return safeEncode(String(hashOf(JSON.stringify(template))));
}

/** The last part of a generated name: five random letters. */
export function randomSuffix(): string {
  let suffix = '';
  for (let index = 0; index < 5; index++) {
    suffix += safeCharacters[Math.floor(Math.random() * safeCharacters.length)];
  }
  return suffix;
}
