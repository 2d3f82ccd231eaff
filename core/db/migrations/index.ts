import type { Migration } from '../migrate.ts';
import { foundation } from './2611221630-foundation.ts';
import { records } from './2611221642-records.ts';
import { search } from './2611221705-search.ts';
import { itemParts } from './2611221716-item-parts.ts';
import { sync } from './2611221720-sync.ts';
import { imports } from './2611221735-imports.ts';
import { backup } from './2611221740-backup.ts';
import { schemeVersions } from './2611221945-scheme-versions.ts';
import { countyFeed } from './2611222010-county-feed.ts';
import { suggestions } from './2611222020-suggestions.ts';
import { notFiled } from './2611222030-not-filed.ts';

/** Every step of the schema, oldest first. Append only. */
export const migrations: readonly Migration[] = [
  foundation,
  records,
  search,
  itemParts,
  sync,
  imports,
  backup,
  schemeVersions,
  countyFeed,
  suggestions,
  notFiled,
];
