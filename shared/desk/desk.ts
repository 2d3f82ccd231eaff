import { z } from 'zod';
import { FondsId } from '../fonds/fonds.ts';
import { Moment, Nothing, query } from '../operation.ts';

/** The status bar. Everything here is read from what is stored, never remembered by the page. */
export const DeskStatus = z.object({
  items: z.int(),
  unsent: z.int(),
  oldestUnsentAt: Moment.nullable(),
  /** Sending is possible here at all (not on 单机 and 涉密单机), and a county is enrolled. */
  enrolled: z.boolean(),
  lastBackup: z.object({ at: Moment, present: z.boolean() }).nullable(),
  /** 数据库: not checked yet · checking · sound · damaged. */
  database: z.object({ state: z.enum(['unchecked', 'checking', 'sound', 'damaged']), checkedAt: Moment.nullable() }),
});
export type DeskStatus = z.output<typeof DeskStatus>;

/** 待办 to-dos of a fonds; each number is a door. */
export const Todo = z.object({
  kind: z.enum([
    'returned',
    'unnumbered',
    'no-clause',
    'no-scheme',
    'draft-scheme',
    'submitted-scheme',
    'consented-scheme',
    'no-scan',
    'unconfirmed-clauses',
    'changed-clauses',
    'due',
    'opening',
    'no-backup',
  ]),
  /** How many wait; days for `no-backup`, where 0 tells that there never was one. */
  count: z.int(),
});
export type Todo = z.output<typeof Todo>;

export const deskOperations = {
  'desk.status': query(Nothing, DeskStatus),
  'desk.todos': query(z.strictObject({ fondsId: FondsId }), z.array(Todo)),
};
