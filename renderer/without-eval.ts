/**
 * Zod otherwise tries, while its first schema is made, whether it may make functions of text, which our
 * Content-Security-Policy denies and reports. So this comes before anything that has schemas:
 * the build puts it first.
 */
import { config } from 'zod';

config({ jitless: true });
