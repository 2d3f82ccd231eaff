// First line of scripts: better-sqlite3 13 crashes without a word below Node 22, and 22.18 is the first Node that reads TypeScript.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Node ${process.versions.node} is too old. "npm ci" brings Node 24 on Linux x64 for every npm script; elsewhere install Node 24.`,
  );
  process.exit(1);
}
