import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../shared/desktop.ts';
import type { News } from '../shared/news.ts';
import { channels } from './channels.ts';

const bridge: Bridge = {
  send: (name, input) => ipcRenderer.invoke(channels.ask, name, input),
  onNews(listener) {
    const hear = (_event: unknown, news: News) => listener(news);
    ipcRenderer.on(channels.news, hear);
    return () => void ipcRenderer.off(channels.news, hear);
  },
  pickFile: (endings) => ipcRenderer.invoke(channels.pickFile, endings),
  stage: (name, bytes) => ipcRenderer.invoke(channels.stage, name, bytes),
  saveOutput: (id, name) => ipcRenderer.invoke(channels.saveOutput, id, name),
};

contextBridge.exposeInMainWorld('lantai', bridge);
