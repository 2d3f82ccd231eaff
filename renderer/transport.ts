import { type Call, createCall } from '../shared/client.ts';
import { type Desktop, hostedPaths } from '../shared/desktop.ts';
import type { StagedFile } from '../shared/files/files.ts';
import type { News } from '../shared/news.ts';
import { type Problem, Refusal, type Reply } from '../shared/reply.ts';

/** The only way out of the page. With a desktop host it is the preload's messages, otherwise same-origin HTTP and one event stream. */
const host = window.lantai;

/** Asks the core one sentence; throws `Refusal`. */
export const call: Call = createCall(host ? (name, input) => host.send(name, input) : overHttp);

/** News named `*`: the page cannot know what it missed (the stream broke), so everything may have changed. */
export const anyRoom = '*';

/** Hears what the core says unasked; answers the function that stops listening. */
export function onNews(listener: (news: News) => void): () => void {
  return host ? host.onNews(listener) : overEvents(listener);
}

/** The few things only a host can do: native dialogs, or an upload field and a download. */
export const desktop: Desktop = host
  ? {
      pickFile: async (endings) => valueIn(await host.pickFile(endings)),
      stage: async (name, bytes) => valueIn(await host.stage(name, bytes)),
      saveOutput: async (id, name) => valueIn(await host.saveOutput(id, name)),
    }
  : {
      async pickFile(endings) {
        const file = await chosenFile(endings);
        return file && upload(file.name, file);
      },
      stage: (name, bytes) => upload(name, new Blob([bytes])),
      async saveOutput(id, name) {
        const link = document.createElement('a');
        link.href = `${hostedPaths.outputs}/${id}`;
        link.download = name;
        link.hidden = true;
        document.body.append(link);
        link.click();
        link.remove();
        return true;
      },
    };

function valueIn<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Refusal(reply.problem.code, reply.problem.message, reply.problem.details);
  return reply.value;
}

/** The one-time token from the address becomes a cookie, once, before the first sentence; the address forgets it. */
let session: Promise<void> | undefined;

function openSession(): Promise<void> {
  session ??= exchangeToken();
  return session;
}

async function exchangeToken(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  history.replaceState(null, '', location.pathname);
  await fetch(hostedPaths.session, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  }).catch(() => undefined);
}

async function overHttp(name: string, input: unknown): Promise<Reply> {
  await openSession();
  return ask(`${hostedPaths.api}/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input ?? {}),
  });
}

async function ask(path: string, request: RequestInit): Promise<Reply> {
  try {
    const response = await fetch(path, { ...request, credentials: 'same-origin' });
    const reply = (await response.json()) as Partial<Reply> | null;
    if (reply && typeof reply.ok === 'boolean') return reply as Reply;
    if (response.ok) return { ok: true, value: reply };
    return { ok: false, problem: silent(`the host answered ${response.status}`) };
  } catch (error) {
    return { ok: false, problem: silent(error instanceof Error ? error.message : String(error)) };
  }
}

function silent(message: string): Problem {
  return { code: 'unexpected', message, details: { what: 'host' } };
}

async function upload(name: string, body: Blob): Promise<StagedFile> {
  await openSession();
  return valueIn(
    (await ask(`${hostedPaths.staging}?name=${encodeURIComponent(name)}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body,
    })) as Reply<StagedFile>,
  );
}

function chosenFile(endings: readonly string[]): Promise<File | null> {
  return new Promise((resolve) => {
    const field = document.createElement('input');
    field.type = 'file';
    field.accept = endings.map((ending) => `.${ending}`).join(',');
    field.hidden = true;
    const answer = (file: File | null) => {
      field.remove();
      resolve(file);
    };
    field.addEventListener('change', () => answer(field.files?.[0] ?? null));
    field.addEventListener('cancel', () => answer(null));
    document.body.append(field);
    field.click();
  });
}

function overEvents(listener: (news: News) => void): () => void {
  let source: EventSource | undefined;
  let stopped = false;
  let broken = false;
  void openSession().then(() => {
    if (stopped) return;
    source = new EventSource(hostedPaths.news);
    source.addEventListener('message', (event) => listener(JSON.parse(String(event.data)) as News));
    source.addEventListener('error', () => {
      broken = true;
    });
    source.addEventListener('open', () => {
      if (broken) listener({ kind: 'changed', rooms: [anyRoom] });
      broken = false;
    });
  });
  return () => {
    stopped = true;
    source?.close();
  };
}
