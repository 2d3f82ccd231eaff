// Source text run inside the page. Functions here are stringified: they must be self-contained.

/** Structured-clone values as JSON text, for the hop between renderer and main. */
function makeCodec() {
  const b64 = (u: Uint8Array) => {
    let s = '';
    for (let i = 0; i < u.length; i += 32768) s += String.fromCharCode(...u.subarray(i, i + 32768));
    return btoa(s);
  };
  const un64 = (s: string) => Uint8Array.from(atob(s), (c) => c.charCodeAt(0));
  const enc = (v: any): any => {
    if (v === undefined) return { $: 'u' };
    if (typeof v === 'bigint') return { $: 'n', v: String(v) };
    if (typeof v === 'number' && !Number.isFinite(v)) return { $: 'f', v: String(v) };
    if (v === null || typeof v !== 'object') {
      if (typeof v === 'function' || typeof v === 'symbol') throw new Error('An object could not be cloned.');
      return v;
    }
    if (v instanceof Date) return { $: 'd', v: v.getTime() };
    if (v instanceof Map) return { $: 'm', v: [...v].map((e) => e.map(enc)) };
    if (v instanceof Set) return { $: 's', v: [...v].map(enc) };
    if (v instanceof Error) return { $: 'e', n: v.name, v: v.message, k: v.stack };
    if (v instanceof ArrayBuffer) return { $: 'b', v: b64(new Uint8Array(v)) };
    if (ArrayBuffer.isView(v))
      return {
        $: 'a',
        t: v.constructor.name === 'Buffer' ? 'Uint8Array' : v.constructor.name,
        v: b64(new Uint8Array(v.buffer, v.byteOffset, v.byteLength)),
      };
    if (Array.isArray(v)) return v.map(enc);
    const o: any = {};
    for (const k of Object.keys(v)) o[k] = enc(v[k]);
    return '$' in o ? { $: 'o', v: o } : o;
  };
  const dec = (v: any): any => {
    if (v === null || typeof v !== 'object') return v;
    if (Array.isArray(v)) return v.map(dec);
    switch (v.$) {
      case 'u':
        return undefined;
      case 'n':
        return BigInt(v.v);
      case 'f':
        return Number(v.v);
      case 'd':
        return new Date(v.v);
      case 'm':
        return new Map(v.v.map((e: any[]) => e.map(dec)));
      case 's':
        return new Set(v.v.map(dec));
      case 'e': {
        const e = new Error(v.v);
        e.name = v.n;
        e.stack = v.k;
        return e;
      }
      case 'b':
        return un64(v.v).buffer;
      case 'a': {
        const u = un64(v.v);
        return v.t === 'Uint8Array' ? u : new (globalThis as any)[v.t](u.buffer);
      }
    }
    const src = v.$ === 'o' ? v.v : v,
      o: any = {};
    for (const k of Object.keys(src)) o[k] = dec(src[k]);
    return o;
  };
  return { encode: (v: any) => JSON.stringify(enc(v)), decode: (s: string) => dec(JSON.parse(s)) };
}

/** One end of the context bridge. Runs in the page's world and in the preload's; CustomEvent.detail is structured-cloned between worlds by Blink. */
function makePeer(token: string, me: string, other: string, onExpose: ((key: string, api: any) => void) | null) {
  const fns = new Map<number, Function>(),
    settle = new Map<number, any>(),
    returned = new Map<number, any>();
  let n = 0;
  const post = (m: any) => window.dispatchEvent(new CustomEvent(`${token}-${other}`, { detail: m }));
  const wire = (v: any): any => {
    if (typeof v === 'function') {
      const id = ++n;
      fns.set(id, v);
      return { [token]: id };
    }
    if (v && typeof v === 'object' && (Array.isArray(v) || Object.getPrototypeOf(v) === Object.prototype)) {
      const o: any = Array.isArray(v) ? [] : {};
      for (const k of Object.keys(v)) o[k] = wire(v[k]);
      return o;
    }
    if (v && typeof v === 'object') structuredClone(v); // throws as Electron does for what cannot be cloned
    return v;
  };
  const unwire = (v: any): any => {
    if (v && typeof v === 'object') {
      if (typeof v[token] === 'number')
        return (...args: any[]) => {
          const id = ++n;
          post({ t: 'call', id, fn: v[token], args: wire(args) });
          const r = returned.get(id);
          returned.delete(id); // dispatchEvent is synchronous
          if (!r) throw new Error('context bridge: no answer');
          if (r.promise) return new Promise((ok, no) => settle.set(id, { ok, no }));
          if (r.error) throw new Error(r.error);
          return unwire(r.value);
        };
      if (Array.isArray(v)) return v.map(unwire);
      if (Object.getPrototypeOf(v) === Object.prototype) for (const k of Object.keys(v)) v[k] = unwire(v[k]);
    }
    return v;
  };
  window.addEventListener(`${token}-${me}`, (ev) => {
    const m = (ev as CustomEvent).detail;
    if (m.t === 'expose') onExpose?.(m.key, unwire(m.api));
    else if (m.t === 'ret') returned.set(m.id, m);
    else if (m.t === 'settle') {
      const s = settle.get(m.id);
      settle.delete(m.id);
      if (m.error) s.no(new Error(m.error));
      else s.ok(unwire(m.value));
    } else if (m.t === 'call') {
      try {
        const r = fns.get(m.fn)!(...unwire(m.args));
        if (r && typeof r.then === 'function') {
          post({ t: 'ret', id: m.id, promise: true });
          r.then(
            (v: any) => post({ t: 'settle', id: m.id, value: wire(v) }),
            (e: any) => post({ t: 'settle', id: m.id, error: String(e?.message ?? e) }),
          );
        } else post({ t: 'ret', id: m.id, value: wire(r) });
      } catch (e: any) {
        post({ t: 'ret', id: m.id, error: String(e?.message ?? e) });
      }
    }
  });
  return { expose: (key: string, api: any) => post({ t: 'expose', key, api: wire(api) }) };
}

function deepFreeze(v: any): any {
  if (v && typeof v === 'object') {
    Object.values(v).forEach(deepFreeze);
    Object.freeze(v);
  }
  return v;
}

const mainWorld = (token: string) => `(() => { ${deepFreeze}; (${makePeer})(${JSON.stringify(token)}, 'page', 'preload', (key, api) => {
  if (key in window) throw new Error('Cannot bind an API on top of an existing property on the window object');
  Object.defineProperty(window, key, { value: deepFreeze(api), enumerable: true, configurable: false, writable: false }) });
  window.open = (u) => { window.dispatchEvent(new CustomEvent(${JSON.stringify(token + '-open')}, { detail: String(new URL(u, location.href)) })); return null } })()`;

/** Preload, in its own world, with the small `electron` a sandboxed preload gets. */
const preloadWorld = (token: string, preloadSource: string, argv: string[]) => `(() => {
  if (window !== window.top) return;
  const codec = (${makeCodec})(), peer = (${makePeer})(${JSON.stringify(token)}, 'preload', 'page', null);
  const toMain = globalThis.__toMain; delete globalThis.__toMain;
  const pending = new Map(), listeners = new Map(); let n = 0;
  const post = (m) => toMain(codec.encode(m));
  const ipcRenderer = {
    invoke: (channel, ...args) => new Promise((ok, no) => { const id = ++n; pending.set(id, { ok, no }); try { post({ t: 'invoke', id, channel, args }) } catch (e) { pending.delete(id); no(e) } }),
    send: (channel, ...args) => post({ t: 'send', channel, args }),
    on: (c, l) => { listeners.set(c, [...(listeners.get(c) ?? []), l]); return ipcRenderer },
    off: (c, l) => { listeners.set(c, (listeners.get(c) ?? []).filter((x) => x !== l && x.l !== l)); return ipcRenderer },
    once: (c, l) => { const w = (...a) => { ipcRenderer.off(c, w); l(...a) }; w.l = l; return ipcRenderer.on(c, w) },
    removeAllListeners: (c) => { c ? listeners.delete(c) : listeners.clear(); return ipcRenderer },
    sendSync: () => { throw new Error('electron-standin: sendSync is not covered') },
  };
  ipcRenderer.addListener = ipcRenderer.on; ipcRenderer.removeListener = ipcRenderer.off;
  globalThis.__fromMain = (s) => { const m = codec.decode(s);
    if (m.t === 'reply') { const p = pending.get(m.id); pending.delete(m.id); m.error ? p.no(new Error(m.error)) : p.ok(m.value) }
    else for (const l of listeners.get(m.channel) ?? []) l({ sender: ipcRenderer, ports: [] }, ...m.args) };
  window.addEventListener(${JSON.stringify(token + '-open')}, (e) => post({ t: 'open', url: e.detail }));
  const electron = { ipcRenderer, contextBridge: { exposeInMainWorld: peer.expose }, webFrame: { setZoomFactor() {}, getZoomFactor: () => 1 }, webUtils: { getPathForFile: (f) => f.__path ?? '' } };
  const require = (m) => { if (m === 'electron') return electron; throw new Error('module not found: ' + m) };
  const process = { platform: ${JSON.stringify(process.platform)}, arch: ${JSON.stringify(process.arch)}, argv: ${JSON.stringify(argv)}, env: {}, versions: {}, type: 'renderer', sandboxed: true, contextIsolated: true };
  const module = { exports: {} };
  try { (function (require, module, exports, process, global) { ${preloadSource}
  })(require, module, module.exports, process, globalThis) } catch (e) { post({ t: 'preload-error', error: String(e?.stack ?? e) }) }
})()`;
module.exports = { makeCodec, mainWorld, preloadWorld };
