import type { CountyMigration } from '../migrate.ts';
import { first } from './2611221730-first.ts';
import { countyFeed } from './2611222005-county-feed.ts';

/** Every step of the county's schema, oldest first. Append only. */
export const countyMigrations: readonly CountyMigration[] = [first, countyFeed];
