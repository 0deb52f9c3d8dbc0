/** What a person recognises their own device by; the browser's long name is not kept. */
export function deviceName(agent: string): string {
  const inWeChat = /MicroMessenger/.test(agent) ? "微信" : "浏览器";
  if (/iPhone/.test(agent)) return `iPhone，${inWeChat}`;
  if (/iPad/.test(agent)) return `iPad，${inWeChat}`;
  if (/HarmonyOS|OpenHarmony/.test(agent)) return `鸿蒙手机，${inWeChat}`;
  if (/Android/.test(agent)) return `安卓手机，${inWeChat}`;
  if (/Windows|Macintosh|X11/.test(agent)) return `电脑，${inWeChat}`;
  return "其他设备";
}
