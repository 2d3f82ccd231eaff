import { runCli } from './cli.ts';

// The exit code is set, not forced: what was written to a pipe must reach it whole.
process.exitCode = await runCli(process.argv.slice(2));
