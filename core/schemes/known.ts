import { Refusal } from '../../shared/reply.ts';
import type { Category, CategoryId, Clause, ClauseId, Scheme, SchemeId } from '../../shared/schemes/schemes.ts';
import type { Template } from '../../shared/schemes/template.ts';
import { templates } from '../../shared/schemes/templates/index.ts';
import type { ReadableDb } from '../db/database.ts';
import { categoryById, clauseById, schemeById } from './store.ts';

export function knownScheme(db: ReadableDb, id: SchemeId): Scheme {
  const scheme = schemeById(db, id);
  if (!scheme) throw new Refusal('not-found', `no scheme ${id}`, { what: 'scheme' });
  return scheme;
}

export function knownCategory(db: ReadableDb, id: CategoryId): Category {
  const category = categoryById(db, id);
  if (!category) throw new Refusal('not-found', `no category ${id}`, { what: 'category' });
  return category;
}

export function knownClause(db: ReadableDb, id: ClauseId): Clause {
  const clause = clauseById(db, id);
  if (!clause) throw new Refusal('not-found', `no clause ${id}`, { what: 'clause' });
  return clause;
}

export function knownTemplate(id: string): Template {
  const template = templates.find((each) => each.id === id);
  if (!template) throw new Refusal('not-found', `no template ${id}`, { what: 'template', value: id });
  return template;
}

/** [V4] A scheme that may be changed: a draft. Any other is refused as `locked`. */
export function draftOf(db: ReadableDb, id: SchemeId): Scheme {
  const scheme = knownScheme(db, id);
  if (scheme.state !== 'draft')
    throw new Refusal('locked', `scheme version ${scheme.version} is ${scheme.state}`, {
      what: scheme.state === 'submitted' || scheme.state === 'consented' ? 'scheme-submitted' : 'scheme',
      state: scheme.state,
      version: scheme.version,
    });
  return scheme;
}
