import { runCli } from './cli.ts';

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// The exit code is set, not forced: what was written to a pipe must reach it whole.
process.exitCode = await runCli(process.argv.slice(2));
