import {
  AuditOutlined,
  CloudUploadOutlined,
  EditOutlined,
  HomeOutlined,
  ImportOutlined,
  PrinterOutlined,
  SearchOutlined,
  SettingOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import { DeskScreen } from '../desk/DeskScreen.tsx';
import { ImportsScreen } from '../imports/ImportsScreen.tsx';
import { ItemsScreen } from '../items/ItemsScreen.tsx';
import { PrintsScreen } from '../prints/PrintsScreen.tsx';
import { SearchScreen } from '../search/SearchScreen.tsx';
import { SettingsScreen } from '../settings/SettingsScreen.tsx';
import { SyncScreen } from '../sync/SyncScreen.tsx';
import type { RoomKey } from './desk.tsx';
import { SchemesRoom } from './SchemesRoom.tsx';

export interface RailEntry {
  readonly key: RoomKey;
  readonly icon: ComponentType;
  readonly screen: ComponentType;
}

/** The rail, in the order of the work; it never moves. Names are in frame.words.ts as `room.<key>`. */
export const rail: readonly RailEntry[] = [
  { key: 'desk', icon: HomeOutlined, screen: DeskScreen },
  { key: 'imports', icon: ImportOutlined, screen: ImportsScreen },
  { key: 'items', icon: EditOutlined, screen: ItemsScreen },
  { key: 'schemes', icon: AuditOutlined, screen: SchemesRoom },
  { key: 'search', icon: SearchOutlined, screen: SearchScreen },
  { key: 'prints', icon: PrinterOutlined, screen: PrintsScreen },
  { key: 'sync', icon: CloudUploadOutlined, screen: SyncScreen },
  { key: 'settings', icon: SettingOutlined, screen: SettingsScreen },
];
