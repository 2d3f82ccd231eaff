import { App, ConfigProvider, type ThemeConfig } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useLanguage } from './words.ts';

/** System CJK faces first; figures and 档号 are set tabular by class. */
const faces =
  '"Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", system-ui, sans-serif';

/** Legible for sixty-year-old eyes: every text, hints and disabled ones too, at 4.5:1 or more on its ground. */
const theme: ThemeConfig = {
  hashed: false,
  token: {
    fontFamily: faces,
    fontSize: 15,
    lineHeight: 1.6,
    colorPrimary: '#1b4b82',
    colorLink: '#1b4b82',
    colorError: '#b3261e',
    colorWarning: '#8a5300',
    colorSuccess: '#256029',
    colorText: '#1c2430',
    colorTextSecondary: '#46505e',
    colorTextTertiary: '#545e6b',
    colorTextQuaternary: '#5a6470',
    colorTextPlaceholder: '#5f6873',
    colorTextDisabled: '#5a6470',
    colorTextDescription: '#46505e',
    colorBorder: '#8b95a1',
    colorBorderSecondary: '#cfd5dc',
    colorBgLayout: '#f3f5f7',
    // Grounds of notices: antd derives them from the dark marks above, and much too dark.
    colorWarningBg: '#fff5e0',
    colorWarningBorder: '#d9a441',
    colorSuccessBg: '#eaf5eb',
    colorSuccessBorder: '#7fb584',
    colorErrorBg: '#fdeceb',
    colorErrorBorder: '#e0908a',
    colorInfoBg: '#e4ecf6',
    colorInfoBorder: '#8fabcc',
    borderRadius: 4,
    controlHeight: 34,
    controlHeightSM: 28,
    motion: false,
    controlOutlineWidth: 2,
    controlOutline: '#1b4b8288',
  },
  components: {
    Table: { headerBg: '#e9edf2', headerSplitColor: '#b7c0ca', cellPaddingBlockSM: 5, borderColor: '#e6eaee' },
    Segmented: { trackBg: '#e1e6ec' },
    Alert: { withDescriptionPadding: '10px 16px', withDescriptionIconSize: 20, fontSizeLG: 15 },
    Form: { itemMarginBottom: 12, verticalLabelPadding: '0 0 2px' },
  },
};

/** Colours, faces and the words of the controls themselves. */
export function Theme({ children }: { children: ReactNode }) {
  const language = useLanguage();
  return (
    // A windowed choice list tells a screen reader three of its options; a whole one tells them all.
    <ConfigProvider
      virtual={false}
      theme={theme}
      locale={language === 'en' ? enUS : zhCN}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <App>{children}</App>
    </ConfigProvider>
  );
}
