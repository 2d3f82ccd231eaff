import { type DragEvent, type ReactNode, useState } from 'react';

/** A place files are dropped on. What stands in it says so, and offers to choose by hand; `over` while a file hangs above it. */
export function DropPlace({
  label,
  className,
  onFiles,
  children,
}: {
  label: string;
  className: string;
  onFiles(files: readonly File[]): void;
  children(over: boolean): ReactNode;
}) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer.files.length > 0) onFiles([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a place to drop on, not a group of form fields
    <div
      role="group"
      aria-label={label}
      className={over ? `${className} drop-over` : className}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children(over)}
    </div>
  );
}
