import { buildAll, isStale } from './build.ts';

/** Tests run what is in dist/: built again when a source is newer. LANTAI_AS_BUILT=1 takes it as it is. */
export default async function setUp(): Promise<void> {
  if (!process.env.LANTAI_AS_BUILT && isStale()) await buildAll();
}
