import { App, Button } from 'antd';

/** Says what was done, for eight seconds, beside a button that takes it back. */
export function useUndo(): (said: string, undo: string, onUndo: () => void) => void {
  const { message } = App.useApp();
  return (said, undo, onUndo) => {
    const key = String(Date.now());
    void message.open({
      key,
      type: 'success',
      duration: 8,
      content: (
        <>
          {said}{' '}
          <Button
            type="link"
            size="small"
            onClick={() => {
              message.destroy(key);
              onUndo();
            }}
          >
            {undo}
          </Button>
        </>
      ),
    });
  };
}
