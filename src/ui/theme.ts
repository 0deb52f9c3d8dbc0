import type { ThemeConfig } from "antd";

/** 江蓝, deep river water: the one brand colour. Red and green belong to status and are never decoration. */
export const brand = "#1F5F99";

export const fontFamily =
  '-apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

const control = "#8793A0";

/** The same palette as theme.css, for the Ant parts that some forms load. */
export const antTheme: ThemeConfig = {
  token: {
    colorPrimary: brand,
    colorPrimaryHover: "#174B7A",
    colorPrimaryActive: "#174B7A",
    colorLinkHover: "#174B7A",
    colorInfo: brand,
    colorLink: brand,
    colorPrimaryBg: "#EAF2F9",
    colorSuccess: "#1B7A48",
    colorSuccessBg: "#E7F4EC",
    colorWarning: "#8A5A00",
    colorWarningBg: "#FFF5DC",
    colorWarningBorder: "#E5A823",
    colorError: "#BC3227",
    colorErrorBg: "#FCEDEB",
    colorTextBase: "#1B2430",
    colorText: "#1B2430",
    colorTextSecondary: "#4F5B69",
    colorTextTertiary: "#616D7C",
    colorTextDescription: "#616D7C",
    colorTextPlaceholder: "#616D7C",
    colorTextDisabled: "#98A2AE",
    colorBorder: "#CFD6DE",
    colorBorderSecondary: "#E4E8ED",
    colorBgLayout: "#F6F7F9",
    fontSize: 14,
    lineHeight: 22 / 14,
    fontSizeHeading3: 20,
    fontSizeHeading5: 15,
    fontWeightStrong: 600,
    fontFamily,
    controlHeight: 32,
    controlHeightSM: 28,
    controlHeightLG: 40,
    borderRadius: 6,
    borderRadiusLG: 8,
    borderRadiusSM: 4,
    padding: 16,
    paddingLG: 20,
    motionDurationFast: "0.08s",
    motionDurationMid: "0.12s",
    motionDurationSlow: "0.12s",
    boxShadowTertiary: "none",
    boxShadowSecondary: "0 4px 16px rgba(27,36,48,.12)",
  },
  components: {
    Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
    Input: { colorBorder: control },
    InputNumber: { colorBorder: control },
    Select: { colorBorder: control, optionActiveBg: "#F4F7FA", optionSelectedBg: "#EAF2F9" },
    DatePicker: { colorBorder: control },
    Radio: { colorBorder: control },
    Checkbox: { colorBorder: control },
    Tag: { defaultBg: "#EFF2F5", defaultColor: "#4F5B69" },
  },
};
