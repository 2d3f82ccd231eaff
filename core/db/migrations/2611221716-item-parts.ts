import type { Migration } from '../migrate.ts';

/** 项目号, 页号 and the clause's own term on items; the indexes that lists and counts go by. */
export const itemParts: Migration = {
  id: '2611221716-item-parts',
  up(db) {
    db.exec(`
      ALTER TABLE items ADD COLUMN project TEXT NOT NULL DEFAULT '';
      ALTER TABLE items ADD COLUMN page TEXT NOT NULL DEFAULT '';
      ALTER TABLE items ADD COLUMN clause_term TEXT;

      DROP INDEX items_by_year;
      -- Covers every count of live items; the two truths at its end spare a look at the row.
      CREATE INDEX items_live ON items (fonds_id, year, term, category, organ_code, organ, pages, number IS NULL, clause_id IS NULL) WHERE binned_at IS NULL;
      CREATE INDEX items_entered ON items (fonds_id) WHERE binned_at IS NULL;
      CREATE INDEX items_binned ON items (fonds_id) WHERE binned_at IS NOT NULL;
      CREATE INDEX items_by_number ON items (fonds_id, number);
      CREATE INDEX items_by_date ON items (fonds_id, date_start);
    `);
  },
};
