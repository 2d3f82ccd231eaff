import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createMemory } from './app/ask.ts';
import { Door } from './app/Door.tsx';
import './app/frame.css';
import { Theme } from './app/theme.tsx';
import { startWords } from './app/words.ts';

const page = document.getElementById('page');
if (!page) throw new Error('index.html has no #page');

await startWords();
createRoot(page).render(
  <StrictMode>
    <QueryClientProvider client={createMemory()}>
      <Theme>
        <Door />
      </Theme>
    </QueryClientProvider>
  </StrictMode>,
);
