import * as z from 'zod';
import { MAX_FILES, fileFactsSchema } from '../../runner/model/index.ts';
import { editedSchema } from './work.ts';

/** The files as the window has them, saved or not: all that is read is what is here. */
export const factsParams = z.strictObject({ files: editedSchema.min(1).max(MAX_FILES) });

/** In the order in which they were asked for; null if the window has asked for something newer meanwhile. */
export const factsAnswerSchema = z.nullable(
  z.array(z.strictObject({ path: z.string().max(1_024), facts: fileFactsSchema })).max(MAX_FILES),
);
