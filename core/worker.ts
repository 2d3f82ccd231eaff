import { parentPort, workerData } from 'node:worker_threads';
import type { OutputId } from '../shared/files/files.ts';
import { type Problem, Refusal, type Reply } from '../shared/reply.ts';
import { createApp } from './app.ts';
import type { Ask, FromWorker, WorkerStart } from './host.ts';
import { openCatalogue } from './opening.ts';

// The thread that holds the catalogue: opens it, answers one message after another, closes it.
const port = parentPort;
if (!port) throw new Error('core/worker.ts runs as a worker thread');
const tell = (message: FromWorker) => port.postMessage(message);

function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem;
  console.error(error);
  return new Refusal('unexpected', error instanceof Error ? error.message : String(error)).problem;
}

function replyTo<T>(work: () => T): Reply<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

try {
  const catalogue = openCatalogue((workerData as WorkerStart).folder);
  const app = createApp({ db: catalogue.db, folder: catalogue.folder, log: catalogue.log });
  app.onNews((news) => tell({ kind: 'news', news }));
  process.on('uncaughtException', (error) => {
    catalogue.log('the core stopped', error);
    throw error;
  });
  const answer = async (ask: Ask): Promise<Reply> => {
    if (ask.kind === 'answer') return app.answer(ask.name, ask.input);
    if (ask.kind === 'stage') return replyTo(() => app.stage(ask.name, ask.path));
    if (ask.kind === 'output') return replyTo(() => app.output(ask.output as OutputId));
    await app.close();
    return replyTo(() => catalogue.close());
  };
  port.on('message', ({ id, ask }: { id: number; ask: Ask }) => {
    void answer(ask)
      .catch((error: unknown) => ({ ok: false as const, problem: problemOf(error) }))
      .then((reply) => {
        tell({ kind: 'reply', id, reply });
        if (ask.kind === 'close') port.close();
      });
  });
  tell({ kind: 'open' });
} catch (error) {
  tell({ kind: 'refused', problem: problemOf(error) });
  port.close();
}
