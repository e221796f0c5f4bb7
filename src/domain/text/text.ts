import { z } from 'zod';

/** Lower-case kebab-case, stable for ever: the name of a thing in files, addresses and the database. */
export type Slug = string;

/** A slug of at most 120 characters. */
export const slugSchema = z
  .string()
  .max(120, 'at most 120 characters')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens')
  .meta({ id: 'Slug', description: 'Lower-case kebab-case, stable for ever.' });

/** Text for readers: trimmed, not empty, one Unicode form (NFC), no control characters but line breaks. */
export function textSchema(maxLength: number) {
  return (
    z
      .string()
      .min(1, 'must not be empty')
      .max(maxLength, `at most ${maxLength} characters`)
      .refine((text) => text.isWellFormed(), 'must be well-formed Unicode')
      .refine((text) => text === text.trim(), 'must not begin or end with white space')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
      .refine((text) => !/[\u0000-\u0009\u000b-\u001f\u007f\u2028\u2029]/.test(text), 'must not contain control characters')
  );
}
