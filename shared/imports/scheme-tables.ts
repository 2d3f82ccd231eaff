import type { StartBasis } from '../retention/retention.ts';
import type { SchemeDocument } from '../schemes/document.ts';
import { categoryOfCode, type NamedCategory, namedCategory } from './scheme-categories.ts';
import type { Findings } from './scheme-findings.ts';
import { categoryCodeOf, categoryInfo } from './scheme-own.ts';
import type { Row } from './scheme-row.ts';
import type { SchemeChoices, SchemeSetting, SchemeSource } from './scheme-source.ts';
import { growTree, type Node } from './scheme-tree.ts';

/** The rows of one 门类, and where in it the reading stands. */
export interface Table {
  readonly category: Omit<SchemeDocument['categories'][number], 'clauses'>;
  readonly tree: ReturnType<typeof growTree<Row>>;
  /** The 类目 last named in columns of their own, the widest first. */
  readonly headings: ({ readonly value: string; readonly node: Node<Row> } | undefined)[];
  /** The clause whose 重要的, 一般的 stand in the column beside it. */
  detailParent: Node<Row> | null;
}

/** The 门类 of the file, in the order they are met. */
export interface Tables {
  /** From here on rows belong to this 门类. */
  enter(named: NamedCategory): void;
  /** The 门类 at hand; where the file has named none, the one the person chose, else 文书. */
  here(): Table;
  /** A new sheet names its 门类 anew. */
  leave(): void;
  all(): Iterable<Table>;
}

/** A title within the table: what follows stands below the 门类, not below what came before. */
export function standFree(table: Table): void {
  table.tree.setBase(null);
  table.headings.length = 0;
}

export function startTables(source: SchemeSource, choices: SchemeChoices, setting: SchemeSetting, { tell, ask }: Findings): Tables {
  const info = categoryInfo(source);
  const tables = new Map<string, Table>();
  let table: Table | undefined;

  const tableOf = (named: NamedCategory): Table => {
    const proposal = categoryCodeOf(named.name).slice(0, 20);
    const said = named.code === '' ? (ask('category-code', named.name, proposal, []) ?? proposal) : named.code;
    const code = categoryCodeOf(said).slice(0, 20);
    const known = tables.get(code);
    if (known) return known;
    const startBasis: StartBasis = code.startsWith('KU') ? 'accounting' : 'year';
    const made: Table = {
      category: info.get(code) ?? {
        code,
        name: named.name || code,
        arrangement: named.arrangement,
        numberTemplate: named.arrangement === 'volume' ? 'dat13-volume' : setting.numberTemplate,
        startBasis,
      },
      tree: growTree<Row>(),
      headings: [],
      detailParent: null,
    };
    tables.set(code, made);
    return made;
  };
  return {
    enter(named) {
      const next = tableOf(named);
      if (next !== table) {
        standFree(next);
        next.detailParent = null;
      }
      table = next;
    },
    here() {
      if (table) return table;
      const { category } = choices;
      table = tableOf(category === '' ? categoryOfCode('WS') : (namedCategory(category) ?? categoryOfCode(category)));
      if (category === '') tell('note', 'category-assumed', '', `${table.category.name} ${table.category.code}`);
      return table;
    },
    leave() {
      table = undefined;
    },
    all: () => tables.values(),
  };
}
