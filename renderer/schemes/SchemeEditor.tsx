import './editor.css';
import { useState } from 'react';
import type { SchemeTree } from '../../shared/schemes/schemes.ts';
import { Side, type SideWork } from './Side.tsx';
import { TreeTable } from './TreeTable.tsx';
import type { TreeView } from './tree.ts';

/** One version as a table to be read and, while it is a draft, edited; one of its rows beside it. */
export function SchemeEditor({ tree, view }: { tree: SchemeTree; view: TreeView; onView(view: TreeView): void }) {
  const [side, setSide] = useState<SideWork | null>(null);
  return (
    <div className="scheme-editor">
      <div className="scheme-main">
        <TreeTable
          tree={tree}
          view={view}
          onOpen={(row) =>
            setSide(row.kind === 'clause' ? { kind: 'clause', id: row.clause.id } : { kind: 'category', id: row.category.id })
          }
          narrow={side !== null}
        />
      </div>
      {side && <Side key={JSON.stringify(side)} tree={tree} work={side} onWork={setSide} />}
    </div>
  );
}
