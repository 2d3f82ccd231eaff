import type { WritableDb } from '../../core/db/database.ts';
import type { Outgoing, Raw } from '../../core/sync/egress.ts';
import type { Chance } from './chance.ts';
import type { CountySite } from './county-site.ts';
import type { Mutation } from './mutations.ts';

const fates = {
  pass: 70,
  loseRequest: 6,
  loseAnswer: 7,
  cutAnswer: 3,
  twice: 4,
  lateAnswer: 2,
  tamperRequest: 2,
  tamperAnswer: 2,
  busy: 2,
  portal: 2,
} as const;
type Fate = keyof typeof fates;

interface Letter {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const broken = (code: string) => Object.assign(new Error('the line broke'), { code });

/** What stands between desktops and county: loses, repeats, delays, cuts and changes what goes through it. */
export class Network {
  readonly #chance: Chance;
  readonly #county: CountySite;
  readonly #mutation: Mutation;
  readonly #say: (line: string) => void;
  /** Copies that may arrive much later. */
  readonly #adrift: Letter[] = [];
  readonly #answers: Raw[] = [];
  isCalm = false;

  constructor(chance: Chance, county: CountySite, mutation: Mutation, say: (line: string) => void) {
    this.#chance = chance;
    this.#county = county;
    this.#mutation = mutation;
    this.#say = say;
  }

  /** Carries a question and brings what becomes of its answer. */
  async exchange(outgoing: Outgoing, db: WritableDb): Promise<Raw> {
    const letter = letterOf(outgoing);
    const fate: Fate = this.isCalm ? 'pass' : this.#chance.weighed(fates);
    if (!this.isCalm && this.#chance.happens(0.2)) this.#adrift.push(letter);
    const answer = this.#mutated(letter, await this.#through(letter, fate), db);
    this.#say(`  ${letter.path} ${fate} ${answer instanceof Error ? (answer as { code?: string }).code : answer.status}`);
    if (answer instanceof Error) throw answer;
    if (fate === 'pass' && answer.status === 200) this.#answers.push(answer);
    return answer;
  }

  async #through(letter: Letter, fate: Fate): Promise<Raw | Error> {
    switch (fate) {
      case 'loseRequest':
        return broken('ECONNRESET');
      case 'busy':
        return { status: 503, headers: { 'content-type': 'text/plain' }, bytes: Buffer.from('busy') };
      case 'portal':
        return { status: 200, headers: { 'content-type': 'text/html' }, bytes: Buffer.from('<html>请登录 Wi-Fi</html>') };
      case 'lateAnswer':
        await this.#deliver(letter);
        return this.#answers.length > 0 ? this.#chance.pick(this.#answers) : broken('ECONNRESET');
      case 'tamperRequest':
        return this.#deliver({ ...letter, body: this.#changed(letter.body) });
      case 'twice':
        await this.#deliver(letter);
        return this.#deliver(letter);
    }
    const answer = await this.#deliver(letter);
    if (fate === 'loseAnswer') return broken('ECONNRESET');
    if (fate === 'cutAnswer') return { ...answer, bytes: answer.bytes.subarray(0, answer.bytes.length >> 1) };
    if (fate === 'tamperAnswer') return { ...answer, bytes: this.#changed(answer.bytes) };
    return answer;
  }

  /** A copy that lay somewhere arrives; nobody waits for the answer. */
  async deliverLate(): Promise<void> {
    if (this.#adrift.length === 0) return;
    const letter = this.#chance.pick(this.#adrift);
    const { status } = await this.#deliver(letter);
    this.#say(`  late ${letter.path} ${status}`);
  }

  async #deliver({ path, headers, body }: Letter): Promise<Raw> {
    const request = new Request(`http://county${path}`, { method: 'POST', headers, body: new Uint8Array(body) });
    const incoming = { socket: { remoteAddress: '10.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } };
    const response = await this.#county.archive.doors.fetch(request, { incoming });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: Object.fromEntries(response.headers), bytes };
  }

  #mutated({ path, body }: Letter, answer: Raw | Error, db: WritableDb): Raw | Error {
    if (!this.#mutation.answer || answer instanceof Error || answer.status !== 200 || path === '/v1/parcels') return answer;
    try {
      const [asked, answered] = [body, answer.bytes].map((bytes) => JSON.parse(Buffer.from(bytes).toString('utf8')) as never);
      return { ...answer, bytes: Buffer.from(JSON.stringify(this.#mutation.answer(path, asked!, answered!, db))) };
    } catch {
      return answer; // what the line spoilt
    }
  }

  #changed(bytes: Uint8Array): Buffer {
    const changed = Buffer.from(bytes);
    const at = this.#chance.below(changed.length);
    changed[at] = changed[at]! ^ (1 << this.#chance.below(8));
    return changed;
  }
}

function letterOf({ url, type, body, headers = {} }: Outgoing): Letter {
  return { path: new URL(url).pathname, headers: { ...headers, 'content-type': type }, body: Uint8Array.from(body) };
}
