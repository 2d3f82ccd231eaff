import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { limits, Unreadable, type Why } from './foreign.ts';

const starts = (bytes: Buffer, ...magic: number[]) => magic.every((byte, index) => bytes[index] === byte);

/** Kinds of file that are not tables of text, by their first bytes. */
function foreignKind(head: Buffer, name: string): Why | null {
  if (starts(head, 0xff, 0xd8, 0xff) || starts(head, 0x89, 0x50, 0x4e, 0x47) || starts(head, 0x47, 0x49, 0x46, 0x38)) return 'image';
  if (starts(head, 0x49, 0x49, 0x2a, 0x00) || starts(head, 0x4d, 0x4d, 0x00, 0x2a)) return 'image';
  if (starts(head, 0x42, 0x4d) && head.length > 14 && head.readUInt32LE(6) === 0) return 'image';
  if (head.toString('latin1', 0, 5) === '%PDF-') return 'pdf';
  if (head.toString('latin1', 4, 19).startsWith('Standard Jet') || head.toString('latin1', 4, 19).startsWith('Standard ACE'))
    return 'database';
  if (head.toString('latin1', 0, 15) === 'SQLite format 3') return 'database';
  if (starts(head, 0x52, 0x61, 0x72, 0x21) || starts(head, 0x37, 0x7a, 0xbc, 0xaf) || starts(head, 0x1f, 0x8b)) return 'archive';
  if (/\.dbf$/i.test(name) && [0x02, 0x03, 0x30, 0x31, 0x32, 0x43, 0x83, 0x8b, 0xf5].includes(head[0] ?? 0)) return 'dbf';
  const text = head
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase();
  if (/^(?:<!doctype html|<html|<table|<head|<meta|<style|<div)/.test(text)) return 'html';
  if (text.startsWith('<?xml')) return text.includes('<html') ? 'html' : 'xml';
  if (text.startsWith('{\\rtf')) return 'word';
  return null;
}

/**
 * What a file is by its content, whatever it is called: a table of text, or an xlsx. Everything else is thrown as `Unreadable`
 * that names the kind: old Excel and WPS (.xls, .et, .doc), encrypted workbooks, web pages called .xls, pictures …
 */
export function fileKind(path: string, name: string): 'text' | 'zip' {
  const { size } = statSync(path);
  if (size === 0) throw new Unreadable('empty', 'the file is empty');
  if (size > limits.fileBytes) throw new Unreadable('too-many-bytes', `${size} bytes`);
  const head = Buffer.alloc(Math.min(size, 65_536));
  const handle = openSync(path, 'r');
  try {
    readSync(handle, head, 0, head.length, 0);
    if (starts(head, 0xd0, 0xcf, 0x11, 0xe0)) throw new Unreadable(oldOfficeKind(head, handle, size, name), 'an OLE2 compound file');
  } finally {
    closeSync(handle);
  }
  if (starts(head, 0x50, 0x4b, 0x03, 0x04) || starts(head, 0x50, 0x4b, 0x05, 0x06)) return 'zip';
  const kind = foreignKind(head, name);
  if (kind) throw new Unreadable(kind, `a file of kind ${kind}`);
  return 'text';
}

/** An encrypted xlsx is an OLE2 file with a stream EncryptedPackage; its directory may stand anywhere in the file. */
function oldOfficeKind(head: Buffer, handle: number, size: number, name: string): Why {
  const mark = Buffer.from('EncryptedPackage', 'utf16le');
  if (head.includes(mark)) return 'encrypted';
  const tail = Buffer.alloc(Math.min(size, 65_536));
  readSync(handle, tail, 0, tail.length, size - tail.length);
  if (tail.includes(mark)) return 'encrypted';
  return /\.docx?$|\.wps$/i.test(name) || head.includes(Buffer.from('WordDocument', 'utf16le')) ? 'word' : 'old-format';
}
