import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Fonds, FondsId } from '../../shared/fonds/fonds.ts';
import { useRemembered } from './keep.ts';

export type RoomKey = 'desk' | 'imports' | 'items' | 'schemes' | 'search' | 'prints' | 'sync' | 'settings';

/** What a door hands to the room behind it, e.g. `{ view: 'unnumbered' }`. */
export type Params = { readonly [name: string]: string | number };

/** A place somebody was: a room, with what the door handed over. */
export interface Place {
  readonly room: RoomKey;
  readonly params: Params;
  readonly fondsId: FondsId;
  readonly year: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Desk {
  /** The fonds worked on. */
  readonly fonds: Fonds;
  readonly allFonds: readonly Fonds[];
  setFonds(id: FondsId): void;
  /** The 年度 worked on. */
  readonly year: number;
  setYear(year: number): void;
  readonly room: RoomKey;
  /** Walks to a room; `params` reach its screen by `useArrival`. */
  go(room: RoomKey, params?: Params): void;
  /** The last five places, newest first. */
  readonly places: readonly Place[];
}

interface Arrival {
  readonly room: RoomKey;
  readonly params: Params;
  readonly count: number;
}

const DeskContext = createContext<(Desk & { arrival: Arrival }) | null>(null);

interface Remembered {
  readonly fondsId: FondsId | null;
  readonly year: number;
  readonly room: RoomKey;
  readonly places: readonly Place[];
}

/** Documents are filed in the year after they were made. */
const nothingYet: Remembered = { fondsId: null, year: new Date().getFullYear() - 1, room: 'desk', places: [] };

/** Holds the working context, one fonds and one year, across restarts. */
export function DeskProvider({ allFonds, children }: { allFonds: readonly Fonds[]; children: ReactNode }) {
  const { value, set, ready } = useRemembered<Remembered>('desk', nothingYet);
  const [arrival, setArrival] = useState<Arrival>({ room: value.room, params: {}, count: 0 });
  const latest = useRef(value);
  latest.current = value;
  const fonds = allFonds.find((one) => one.id === value.fondsId) ?? allFonds[0];

  const change = useCallback(
    (wanted: Partial<Remembered>) => {
      latest.current = { ...latest.current, ...wanted };
      set(latest.current);
    },
    [set],
  );
  const go = useCallback(
    (room: RoomKey, params: Params = {}) => {
      const now = latest.current;
      const fondsId = fonds?.id;
      if (!fondsId) return;
      const place: Place = { room, params, fondsId, year: now.year, at: Date.now() };
      const others = now.places.filter((one) => one.room !== room || one.fondsId !== fondsId || one.year !== now.year);
      change({ room, places: room === 'desk' ? now.places : [place, ...others].slice(0, 5) });
      setArrival((before) => ({ room, params, count: before.count + 1 }));
    },
    [change, fonds?.id],
  );
  const desk = useMemo(
    () =>
      fonds && {
        fonds,
        allFonds,
        go,
        arrival,
        setFonds: (fondsId: FondsId) => change({ fondsId }),
        year: value.year,
        setYear: (year: number) => change({ year }),
        room: value.room,
        places: value.places.filter((place) => allFonds.some((one) => one.id === place.fondsId)),
      },
    [fonds, allFonds, go, arrival, change, value],
  );
  if (!ready || !desk) return null;
  return <DeskContext value={desk}>{children}</DeskContext>;
}

/** The working context. Only within the frame, where a fonds exists. */
export function useDesk(): Desk {
  return useHeldDesk();
}

/** Tells a screen that somebody came through a door, with what the door handed over. */
export function useArrival(room: RoomKey, arrived: (params: Params) => void): void {
  const { arrival } = useHeldDesk();
  const seen = useRef(0);
  const latest = useRef(arrived);
  latest.current = arrived;
  useEffect(() => {
    if (arrival.room !== room || arrival.count === seen.current) return;
    seen.current = arrival.count;
    latest.current(arrival.params);
  }, [arrival, room]);
}

function useHeldDesk() {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('useDesk outside the frame');
  return desk;
}
