import { z } from 'zod';

/** The tables of a report that there is a file of. */
export const csvTables = ['work', 'bandwidth', 'pings', 'interfaces', 'tunnel', 'proofs', 'drills'] as const;
export const csvTableSchema = z.enum(csvTables);
export type CsvTable = z.infer<typeof csvTableSchema>;
