import type { Migration } from '../migrate.ts';

/** 项目号, 页号 and the clause's own term on items; the indexes that lists and counts go by. */
export const itemParts: Migration = {
  id: '2611221716-item-parts',
  up(db) {
    db.exec(`
      ALTER TABLE items ADD COLUMN project TEXT NOT NULL DEFAULT '';
      ALTER TABLE items ADD COLUMN page TEXT NOT NULL DEFAULT '';
      ALTER TABLE items ADD COLUMN clause_term TEXT;

      CREATE INDEX items_live ON items (fonds_id, year, term, category, organ, pages, number IS NULL, clause_id IS NULL) WHERE binned_at IS NULL;
      CREATE INDEX items_by_number ON items (fonds_id, number);
      CREATE INDEX items_by_date ON items (fonds_id, date_start);
      CREATE INDEX items_unnumbered ON items (fonds_id, year, date_start) WHERE number IS NULL AND binned_at IS NULL;
      CREATE INDEX items_binned ON items (fonds_id, row) WHERE binned_at IS NOT NULL;
    `);
  },
};
