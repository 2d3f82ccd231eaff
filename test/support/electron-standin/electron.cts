// The `electron` module of the main process, on plain Node + Chromium over CDP.
const { EventEmitter } = require('node:events') as typeof import('node:events');
const path = require('node:path') as typeof import('node:path');
const fs = require('node:fs') as typeof import('node:fs');
const os = require('node:os') as typeof import('node:os');
const crypto = require('node:crypto') as typeof import('node:crypto');
const { Cdp } = require('./cdp.cts');
const { makeCodec, mainWorld, preloadWorld } = require('./page.cts');

const cfg = (globalThis as any).__electronStandin as { appPath: string; argv: string[] };
const pkg = (() => {
  try {
    return JSON.parse(fs.readFileSync(path.join(cfg.appPath, 'package.json'), 'utf8'));
  } catch {
    return {};
  }
})();
const codec = makeCodec();
const sw = (name: string) => cfg.argv.find((a) => a.startsWith(`--${name}=`))?.slice(name.length + 3);
const HOST = '.standin.invalid'; // app://x/… is shown to Chromium as https://app.x.standin.invalid/…
const toWeb = (u: string) => {
  const m = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)(.*)$/i.exec(u);
  return m && protoHandlers.has(m[1]!) ? `https://${m[1]}.${m[2]}${HOST}${m[3] || '/'}` : u;
};
const fromWeb = (u: string) => {
  const m = /^https:\/\/([^./]+)\.([^/]*)\.standin\.invalid(.*)$/.exec(u);
  return m ? `${m[1]}://${m[2]}${m[3]}` : u;
};

let cdp: any;
const windows = new Map<number, BrowserWindow>();
const protoHandlers = new Map<string, (r: Request) => Response | Promise<Response>>();

// ---------------------------------------------------------------- app
class App extends EventEmitter {
  name: string = pkg.productName ?? pkg.name ?? 'Electron';
  isPackaged = false;
  paths: Record<string, string> = {};
  switches = new Map<string, string>();
  ready = false;
  quitting = false;
  readyOk!: () => void;
  readyPromise = new Promise<void>((ok) => {
    this.readyOk = ok;
  });
  commandLine = {
    appendSwitch: (k: string, v = '') => {
      this.switches.set(k, v);
    },
    hasSwitch: (k: string) => this.switches.has(k) || cfg.argv.includes(`--${k}`),
    getSwitchValue: (k: string) => this.switches.get(k) ?? sw(k) ?? '',
    appendArgument() {},
  };
  whenReady() {
    return this.readyPromise;
  }
  isReady() {
    return this.ready;
  }
  getName() {
    return this.name;
  }
  setName(n: string) {
    this.name = n;
  }
  getVersion() {
    return pkg.version ?? '0.0.0';
  }
  getAppPath() {
    return cfg.appPath;
  }
  getLocale() {
    return 'zh-CN';
  }
  getSystemLocale() {
    return 'zh-CN';
  }
  getPreferredSystemLanguages() {
    return ['zh-CN'];
  }
  getPath(k: string) {
    const home = os.homedir(),
      base = this.paths.userData ?? sw('user-data-dir') ?? path.join(process.env.XDG_CONFIG_HOME ?? path.join(home, '.config'), this.name);
    const p =
      this.paths[k] ??
      (
        {
          userData: base,
          sessionData: base,
          appData: path.dirname(base),
          logs: path.join(base, 'logs'),
          crashDumps: path.join(base, 'Crashpad'),
          temp: os.tmpdir(),
          home,
          documents: path.join(home, 'Documents'),
          downloads: path.join(home, 'Downloads'),
          desktop: path.join(home, 'Desktop'),
          exe: process.execPath,
        } as Record<string, string>
      )[k];
    if (!p) throw new Error(`Failed to get '${k}' path`);
    if (k === 'userData' || k === 'logs') fs.mkdirSync(p, { recursive: true });
    return p;
  }
  setPath(k: string, v: string) {
    this.paths[k] = v;
  }
  setAppUserModelId() {}
  disableHardwareAcceleration() {}
  setAboutPanelOptions() {}
  enableSandbox() {}
  setLoginItemSettings() {}
  addRecentDocument() {}
  requestSingleInstanceLock() {
    const f = path.join(this.getPath('userData'), 'SingletonLock.standin');
    const pid = (() => {
      try {
        return Number(fs.readFileSync(f, 'utf8'));
      } catch {
        return 0;
      }
    })();
    if (pid && pid !== process.pid && fs.existsSync(`/proc/${pid}`)) return false;
    fs.writeFileSync(f, String(process.pid));
    return true;
  }
  releaseSingleInstanceLock() {}
  hasSingleInstanceLock() {
    return true;
  }
  getAppMetrics() {
    return [];
  }
  relaunch() {
    this.emit('standin:relaunch');
  }
  quit() {
    if (this.quitting) return;
    this.quitting = true;
    if (!emitCancellable(this, 'before-quit')) {
      this.quitting = false;
      return;
    }
    for (const w of windows.values()) w.close();
    if (windows.size) {
      this.quitting = false;
      return;
    } // a window's 'close' handler said no
    if (!emitCancellable(this, 'will-quit')) {
      this.quitting = false;
      return;
    }
    this.exit(0, true);
  }
  exit(code = 0, _q = false) {
    this.emit('quit', {}, code);
    for (const w of windows.values()) w.destroy();
    cdp?.proc.kill();
    process.exit(code);
  }
  async _start() {
    cdp = new Cdp(
      path.join(this.getPath('sessionData'), 'chromium'),
      sw('remote-debugging-port') !== undefined ? [`--remote-debugging-port=${sw('remote-debugging-port')}`] : [],
    );
    cdp.proc.once('exit', () => {
      if (!this.quitting) process.exit(1);
    });
    await cdp.send('Browser.getVersion').then((v: any) => {
      (process.versions as any).chrome = v.product.split('/')[1];
    });
    cdp.on('Target.targetDestroyed', (e: any) => {
      for (const w of windows.values()) if (w.targetId === e.targetId) w.destroy();
    });
    await cdp.send('Target.setDiscoverTargets', { discover: true });
    this.ready = true;
    this.readyOk();
    this.emit('ready', {}, {});
  }
}
const emitCancellable = (em: InstanceType<typeof EventEmitter>, ev: string, ...a: any[]) => {
  let ok = true;
  em.emit(
    ev,
    {
      preventDefault: () => {
        ok = false;
      },
      get defaultPrevented() {
        return !ok;
      },
    },
    ...a,
  );
  return ok;
};
const app = new App();

// ---------------------------------------------------------------- ipcMain
class IpcMain extends EventEmitter {
  handlers = new Map<string, Function>();
  handle(c: string, f: Function) {
    if (this.handlers.has(c)) throw new Error(`Attempted to register a second handler for '${c}'`);
    this.handlers.set(c, f);
  }
  handleOnce(c: string, f: Function) {
    this.handle(c, (...a: any[]) => {
      this.removeHandler(c);
      return f(...a);
    });
  }
  removeHandler(c: string) {
    this.handlers.delete(c);
  }
}
const ipcMain = new IpcMain();

// ---------------------------------------------------------------- windows
let nextId = 1;
class WebContents extends EventEmitter {
  id: number;
  win: BrowserWindow;
  sid = '';
  ctx = 0;
  frameId = '';
  url = '';
  openHandler: any = null;
  loadSettled: ((e?: Error) => void) | null = null;
  /** The address the main process itself is loading; any other top document is a navigation the page asked for. */
  expected = '';
  session: any;
  mainFrame: any;
  constructor(win: BrowserWindow, id: number) {
    super();
    this.win = win;
    this.id = id;
    this.session = session.defaultSession;
    this.mainFrame = {
      get url() {
        return fromWeb(win.webContents.url);
      },
      processId: 1,
      routingId: 1,
      get top() {
        return this;
      },
    };
  }
  cmd(m: string, p?: object) {
    return cdp.send(m, p, this.sid);
  }
  async attach(targetId: string, opts: any) {
    const token = 'cb' + crypto.randomBytes(8).toString('hex');
    this.sid = (await cdp.send('Target.attachToTarget', { targetId, flatten: true })).sessionId;
    const on = (ev: string, f: (p: any) => void) => cdp.on(`${this.sid}:${ev}`, f);
    on('Runtime.executionContextCreated', ({ context: c }) => {
      if (c.name === 'preload' && c.auxData.frameId === this.frameId) this.ctx = c.id;
    });
    on('Runtime.bindingCalled', (e) => {
      if (e.name === '__toMain') void this.fromRenderer(codec.decode(e.payload));
    });
    on('Page.frameNavigated', ({ frame }) => {
      if (!frame.parentId) {
        this.url = frame.url;
        this.emit('did-navigate', {}, fromWeb(frame.url));
      }
    });
    on('Page.domContentEventFired', () => this.emit('dom-ready', {}));
    on('Page.loadEventFired', () => {
      this.emit('did-finish-load', {});
      this.loadSettled?.();
      if (!this.win.shown1) {
        this.win.shown1 = true;
        this.win.emit('ready-to-show');
      }
    });
    on('Inspector.targetCrashed', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
    on('Runtime.consoleAPICalled', (e) =>
      this.emit('console-message', { level: e.type, message: e.args.map((a: any) => a.value ?? a.description).join(' ') }),
    );
    on('Fetch.requestPaused', (e) => void this.serve(e));
    this.frameId = (await this.cmd('Page.getFrameTree')).frameTree.frame.id;
    await Promise.all([
      this.cmd('Page.enable'),
      this.cmd('Runtime.enable'),
      this.cmd('Runtime.addBinding', { name: '__toMain', executionContextName: 'preload' }),
      this.cmd('Page.addScriptToEvaluateOnNewDocument', { source: mainWorld(token) }),
      this.cmd('Page.addScriptToEvaluateOnNewDocument', {
        source: preloadWorld(token, opts.preload ? fs.readFileSync(opts.preload, 'utf8') : '', opts.additionalArguments ?? []),
        worldName: 'preload',
      }),
      this.cmd('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
    ]);
  }
  /** protocol.handle for our schemes; everything else off this machine is refused, so a stray request shows. */
  async serve(e: any) {
    const url = fromWeb(e.request.url),
      scheme = url.split(':', 1)[0]!,
      h = protoHandlers.get(scheme);
    try {
      if (e.resourceType === 'Document' && e.frameId === this.frameId && e.request.url !== this.expected && e.request.url !== this.url) {
        if (!emitCancellable(this, 'will-navigate', url)) return await this.cmd('Fetch.failRequest', { requestId: e.requestId, errorReason: 'Aborted' });
      }
      if (!h) {
        const blocked = /^(https?|wss?):/.test(url) && !/^(https?|wss?):\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(url);
        if (blocked) {
          this.emit('standin:blocked', url);
          return await this.cmd('Fetch.failRequest', { requestId: e.requestId, errorReason: 'InternetDisconnected' });
        }
        return await this.cmd('Fetch.continueRequest', { requestId: e.requestId });
      }
      const body = e.request.postDataEntries?.length
        ? Buffer.concat(e.request.postDataEntries.map((p: any) => Buffer.from(p.bytes ?? '', 'base64')))
        : null;
      const res = await h(new Request(url, { method: e.request.method, headers: e.request.headers, body }));
      const bytes = Buffer.from(await res.arrayBuffer());
      await this.cmd('Fetch.fulfillRequest', {
        requestId: e.requestId,
        responseCode: res.status,
        responseHeaders: [...res.headers].map(([name, value]) => ({ name, value })),
        body: bytes.toString('base64'),
      });
    } catch (err) {
      console.error('electron-standin protocol', url, err);
      this.cmd('Fetch.failRequest', { requestId: e.requestId, errorReason: 'Failed' }).catch(() => {});
    }
  }
  async fromRenderer(m: any) {
    const event = {
      sender: this,
      senderFrame: this.mainFrame,
      processId: 1,
      frameId: 1,
      reply: (c: string, ...a: any[]) => this.send(c, ...a),
    };
    if (m.t === 'send') ipcMain.emit(m.channel, event, ...m.args);
    else if (m.t === 'open') {
      const r = this.openHandler?.({ url: fromWeb(m.url) });
      if (!r || r.action === 'allow') console.error('electron-standin: window.open allowed but not covered', m.url);
    } else if (m.t === 'preload-error') {
      console.error(m.error);
      this.emit('preload-error', {}, '', new Error(m.error));
    } else if (m.t === 'invoke') {
      try {
        const h = ipcMain.handlers.get(m.channel);
        if (!h) throw new Error(`No handler registered for '${m.channel}'`);
        this.post({ t: 'reply', id: m.id, value: await h(event, ...m.args) });
      } catch (e: any) {
        this.post({ t: 'reply', id: m.id, error: `Error invoking remote method '${m.channel}': ${e}` });
      }
    }
  }
  post(m: any) {
    if (!this.win.gone)
      this.cmd('Runtime.evaluate', { contextId: this.ctx, expression: `__fromMain(${JSON.stringify(codec.encode(m))})` }).catch(() => {});
  }
  send(channel: string, ...args: any[]) {
    this.post({ t: 'send', channel, args });
  }
  async loadURL(url: string) {
    await this.win.created;
    this.expected = toWeb(url);
    const settled = new Promise<void>((ok, no) => {
      this.loadSettled = (e) => (e ? no(e) : ok());
    });
    settled.catch(() => {});
    const r = await this.cmd('Page.navigate', { url: toWeb(url) });
    if (r.errorText) {
      this.emit('did-fail-load', {}, -2, r.errorText, url);
      throw new Error(`${r.errorText} loading '${url}'`);
    }
    return settled;
  }
  loadFile(f: string) {
    return this.loadURL('file://' + path.resolve(f));
  }
  reload() {
    void this.cmd('Page.reload');
  }
  getURL() {
    return fromWeb(this.url);
  }
  getTitle() {
    return this.win.title;
  }
  isDestroyed() {
    return this.win.gone;
  }
  isLoading() {
    return false;
  }
  setWindowOpenHandler(f: any) {
    this.openHandler = f;
  }
  async executeJavaScript(code: string) {
    const r = await this.cmd('Runtime.evaluate', { expression: code, awaitPromise: true, returnByValue: true, userGesture: true });
    if (r.exceptionDetails) throw new Error(r.exceptionDetails.exception?.description);
    return r.result.value;
  }
  async printToPDF(o: any = {}) {
    const sizes: any = { A3: [11.7, 16.54], A4: [8.27, 11.7], A5: [5.83, 8.27], Letter: [8.5, 11] };
    const [w, h] = typeof o.pageSize === 'object' ? [o.pageSize.width, o.pageSize.height] : sizes[o.pageSize ?? 'Letter'];
    const { pageSize, margins, ...rest } = o;
    return Buffer.from(
      (
        await this.cmd('Page.printToPDF', {
          paperWidth: w,
          paperHeight: h,
          ...(margins && { marginTop: margins.top, marginBottom: margins.bottom, marginLeft: margins.left, marginRight: margins.right }),
          ...rest,
        })
      ).data,
      'base64',
    );
  }
  print(_o: any, cb?: (ok: boolean, why: string) => void) {
    cb?.(false, 'electron-standin: no printer');
  }
  async capturePage() {
    const b = Buffer.from((await this.cmd('Page.captureScreenshot')).data, 'base64');
    return { toPNG: () => b, isEmpty: () => !b.length };
  }
  setZoomFactor(f: number) {
    void this.cmd('Emulation.setPageScaleFactor', { pageScaleFactor: f });
  }
  openDevTools() {}
  closeDevTools() {}
  isDevToolsOpened() {
    return false;
  }
  focus() {}
  setVisualZoomLevelLimits() {}
  close(_o?: any) {
    this.win.close();
  }
  async forcefullyCrashRenderer() {
    await this.cmd('Page.crash').catch(() => {});
  }
}
class BrowserWindow extends EventEmitter {
  id = nextId++;
  webContents!: WebContents;
  targetId = '';
  gone = false;
  shown1 = false;
  title: string;
  opts: any;
  vis: boolean;
  bounds: any;
  created: Promise<void>;
  static getAllWindows() {
    return [...windows.values()];
  }
  static fromWebContents(wc: WebContents | undefined) {
    return wc?.win ?? null;
  }
  static fromId(id: number) {
    return windows.get(id) ?? null;
  }
  static getFocusedWindow() {
    return [...windows.values()].at(-1) ?? null;
  }
  constructor(opts: any = {}) {
    super();
    if (!app.ready) throw new Error('Cannot create BrowserWindow before app is ready');
    this.opts = opts;
    this.title = opts.title ?? app.name;
    this.vis = opts.show !== false;
    this.bounds = { x: opts.x ?? 0, y: opts.y ?? 0, width: opts.width ?? 800, height: opts.height ?? 600 };
    this.webContents = new WebContents(this, this.id);
    windows.set(this.id, this);
    this.created = (async () => {
      this.targetId = (
        await cdp.send('Target.createTarget', { url: 'about:blank', width: this.bounds.width, height: this.bounds.height, newWindow: true })
      ).targetId;
      await this.webContents.attach(this.targetId, opts.webPreferences ?? {});
      app.emit('web-contents-created', {}, this.webContents);
      app.emit('browser-window-created', {}, this);
    })();
    this.created.catch((e) => console.error('electron-standin window', e));
  }
  loadURL(u: string) {
    return this.webContents.loadURL(u);
  }
  loadFile(f: string) {
    return this.webContents.loadFile(f);
  }
  show() {
    this.vis = true;
    this.emit('show');
  }
  hide() {
    this.vis = false;
    this.emit('hide');
  }
  focus() {
    this.emit('focus');
  }
  blur() {}
  isVisible() {
    return this.vis;
  }
  isFocused() {
    return true;
  }
  isDestroyed() {
    return this.gone;
  }
  isMinimized() {
    return false;
  }
  isMaximized() {
    return false;
  }
  isFullScreen() {
    return false;
  }
  minimize() {}
  maximize() {}
  unmaximize() {}
  restore() {}
  setFullScreen() {}
  setTitle(t: string) {
    this.title = t;
  }
  getTitle() {
    return this.title;
  }
  setMenu() {}
  setMenuBarVisibility() {}
  setProgressBar() {}
  flashFrame() {}
  setAlwaysOnTop() {}
  setMinimumSize() {}
  center() {}
  setIcon() {}
  setBackgroundColor() {}
  getBounds() {
    return { ...this.bounds };
  }
  getSize() {
    return [this.bounds.width, this.bounds.height];
  }
  getContentBounds() {
    return this.getBounds();
  }
  setBounds(b: any) {
    Object.assign(this.bounds, b);
  }
  setSize(w: number, h: number) {
    this.setBounds({ width: w, height: h });
  }
  close() {
    if (!this.gone && emitCancellable(this, 'close')) this.destroy();
  }
  destroy() {
    if (this.gone) return;
    this.gone = true;
    windows.delete(this.id);
    if (this.targetId) cdp.send('Target.closeTarget', { targetId: this.targetId }).catch(() => {});
    this.webContents.emit('destroyed');
    this.emit('closed');
    if (!windows.size && !app.quitting) {
      if (app.listenerCount('window-all-closed')) app.emit('window-all-closed');
      else app.quit();
    }
  }
}
const webContents = {
  fromId: (id: number) => windows.get(id)?.webContents,
  getAllWebContents: () => [...windows.values()].map((w) => w.webContents),
  fromDevToolsTargetId: (t: string) => [...windows.values()].find((w) => w.targetId === t)?.webContents,
};

// ---------------------------------------------------------------- the rest
const protocol = {
  registerSchemesAsPrivileged(_: any) {},
  handle: (s: string, f: any) => {
    if (protoHandlers.has(s)) throw new Error('The scheme has been intercepted');
    protoHandlers.set(s, f);
  },
  unhandle: (s: string) => {
    protoHandlers.delete(s);
  },
  isProtocolHandled: (s: string) => protoHandlers.has(s),
};
const session = {
  defaultSession: {
    protocol,
    webRequest: { onBeforeRequest() {}, onHeadersReceived() {}, onBeforeSendHeaders() {} },
    setPermissionRequestHandler() {},
    setPermissionCheckHandler() {},
    setSpellCheckerEnabled() {},
    setSpellCheckerLanguages() {},
    setProxy: async () => {},
    clearCache: async () => {},
    on() {},
  },
  fromPartition: () => session.defaultSession,
};
const dialog = {
  showOpenDialog: async (..._: any[]) => ({ canceled: true, filePaths: [] as string[] }),
  showSaveDialog: async (..._: any[]) => ({ canceled: true, filePath: '' }),
  showMessageBox: async (..._: any[]) => ({ response: 0, checkboxChecked: false }),
  showErrorBox: (t: string, c: string) => console.error('[error box]', t, c),
  showOpenDialogSync: () => undefined,
  showSaveDialogSync: () => '',
  showMessageBoxSync: () => 0,
};
class MenuItem {
  [k: string]: any;
  constructor(o: any) {
    Object.assign(this, { enabled: true, visible: true, checked: false, ...o });
    if (Array.isArray(o.submenu)) this.submenu = Menu.buildFromTemplate(o.submenu);
    this.click = () => (o.click ? o.click(this, BrowserWindow.getFocusedWindow(), {}) : o.role === 'quit' ? app.quit() : undefined);
  }
}
class Menu {
  items: MenuItem[] = [];
  static current: Menu | null = null;
  static buildFromTemplate(t: any[]) {
    const m = new Menu();
    m.items = t.map((x) => (x instanceof MenuItem ? x : new MenuItem(x)));
    return m;
  }
  static setApplicationMenu(m: Menu | null) {
    Menu.current = m;
  }
  static getApplicationMenu() {
    return Menu.current;
  }
  append(i: MenuItem) {
    this.items.push(i);
  }
  popup() {}
  getMenuItemById(id: string): MenuItem | null {
    for (const i of this.items) {
      if (i.id === id) return i;
      const s = i.submenu?.getMenuItemById(id);
      if (s) return s;
    }
    return null;
  }
}
const key = () => {
  const f = path.join(app.getPath('userData'), 'standin-safe-storage.key');
  if (!fs.existsSync(f)) fs.writeFileSync(f, crypto.randomBytes(32), { mode: 0o600 });
  return fs.readFileSync(f);
};
const safeStorage = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'basic_text',
  setUsePlainTextEncryption() {},
  encryptString: (s: string) => {
    const iv = crypto.randomBytes(12),
      c = crypto.createCipheriv('aes-256-gcm', key(), iv);
    const b = Buffer.concat([c.update(s, 'utf8'), c.final()]);
    return Buffer.concat([Buffer.from('v10'), iv, c.getAuthTag(), b]);
  },
  decryptString: (b: Buffer) => {
    const d = crypto.createDecipheriv('aes-256-gcm', key(), b.subarray(3, 15));
    d.setAuthTag(b.subarray(15, 31));
    return Buffer.concat([d.update(b.subarray(31)), d.final()]).toString('utf8');
  },
};
const opened: string[] = [];
const shell = {
  _opened: opened,
  openExternal: async (u: string) => {
    opened.push(u);
  },
  openPath: async (p: string) => {
    opened.push(p);
    return '';
  },
  showItemInFolder: (p: string) => {
    opened.push(p);
  },
  trashItem: async (p: string) => fs.rmSync(p, { recursive: true }),
  beep() {},
};
let clip = '';
const clipboard = {
  readText: () => clip,
  writeText: (s: string) => {
    clip = s;
  },
  clear: () => {
    clip = '';
  },
};
const nativeTheme = Object.assign(new EventEmitter(), {
  shouldUseDarkColors: false,
  themeSource: 'system',
  shouldUseHighContrastColors: false,
});
const powerMonitor = Object.assign(new EventEmitter(), { getSystemIdleTime: () => 0, isOnBatteryPower: () => false });
const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => ({
    id: 1,
    scaleFactor: 1,
    workArea: { x: 0, y: 0, width: 1920, height: 1040 },
    bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  }),
  getAllDisplays: () => [screen.getPrimaryDisplay()],
  getDisplayMatching: () => screen.getPrimaryDisplay(),
});
class Notification extends EventEmitter {
  static isSupported() {
    return false;
  }
  show() {}
  close() {}
}
const nativeImage = { createFromPath: () => ({ isEmpty: () => true }), createEmpty: () => ({ isEmpty: () => true }) };
const net = {
  fetch: (u: string, o?: any) =>
    u.startsWith('file:') ? fs.promises.readFile(new URL(u)).then((b) => new Response(new Uint8Array(b))) : fetch(u, o),
  isOnline: () => true,
};
process.on('SIGTERM', () => app.quit());
process.on('SIGINT', () => app.quit());

const impl: Record<string, any> = {
  app,
  BrowserWindow,
  webContents,
  ipcMain,
  protocol,
  session,
  dialog,
  Menu,
  MenuItem,
  safeStorage,
  shell,
  clipboard,
  nativeTheme,
  powerMonitor,
  screen,
  Notification,
  nativeImage,
  net,
  crashReporter: { start() {} },
};
module.exports = new Proxy(impl, {
  get(t, k) {
    if (k in t || typeof k === 'symbol' || k === 'then' || k === 'default' || k === '__esModule') return t[k as string];
    throw new Error(`electron-standin does not cover electron.${String(k)}`);
  },
});
