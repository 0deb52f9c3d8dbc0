/** What the launcher and the runner say to whoever starts the program. */
export const databaseText = {
  noBinaries: (platform: string) =>
    `没有找到适合本机（${platform}）的内置 PostgreSQL。请重新安装依赖（npm ci，不要跳过可选软件包），或用 DATABASE_URL 指定一个 PostgreSQL 15 以上的服务器。`,
  otherProgram: (folder: string, place: string) =>
    `数据文件夹 ${folder} 正被另一份同舟程序使用（${place}）。请先停止那一份，或用 TONGZHOU_DATA 为这一份指定另一个文件夹。`,
  otherServer: (folder: string) =>
    `数据文件夹 ${folder} 的数据库正由不是同舟启动的 PostgreSQL 运行，无法接入。请先停止它，再启动同舟。`,
  otherMajor: (folder: string, found: string, wanted: string) =>
    `数据文件夹 ${folder} 是 PostgreSQL ${found} 的数据，本程序内置 PostgreSQL ${wanted}。请用原来的版本执行 tongzhou db backup --logical 导出，再在新文件夹里用 tongzhou db restore 导入。`,
  noPassword: (file: string) =>
    `缺少数据库口令文件 ${file}，无法打开已有的数据库。请从备份中恢复这个文件（权限 0600）。`,
  folderUnusable: (folder: string, reason: string) =>
    `无法使用数据文件夹 ${folder}（${reason}）。请检查该文件夹的权限和磁盘，或用 TONGZHOU_DATA 指定另一个文件夹。`,
  noSpace: (folder: string) => `磁盘空间不足，数据库无法在 ${folder} 启动。请腾出空间后重新运行。`,
  rootNeedsReach: (folder: string) =>
    `数据库不能以 root 身份运行，而普通用户进不了文件夹 ${folder}，本机也不允许用户命名空间。请用普通用户运行同舟，或用 TONGZHOU_DATA 指定一个普通用户可进入的文件夹（例如 /var/lib/tongzhou）。`,
  notStarted: (log: string, lines: string) => `数据库没有启动成功，日志在 ${log}，最后几行：\n${lines}`,
  stuck: (folder: string) => `等了一分钟，${folder} 的数据库仍未就绪。请查看其中的 log/postgres.log。`,
  unreachable: (code: string) =>
    `连接不上 DATABASE_URL 指定的数据库服务器（${code}）。请检查地址、端口和网络，或去掉 DATABASE_URL 改用内置数据库。`,
  signInRefused: "数据库服务器拒绝了 DATABASE_URL 里的用户名或口令。请核对后重新运行。",
  noSuchDatabase:
    "DATABASE_URL 指定的数据库不存在。请先由数据库管理员建立（create database …），再重新运行。",
  serverFull: "数据库服务器的磁盘已满。请腾出空间后重新运行。",
  oldServer: (version: string) =>
    `数据库服务器是 PostgreSQL ${version}，同舟需要 15 或更高版本。请升级服务器，或去掉 DATABASE_URL 改用内置数据库。`,
  mayNotMakeRole: (role: string) =>
    `DATABASE_URL 的用户没有建立或修改角色 ${role} 的权限。请由数据库管理员给它 CREATEROLE 权限；或由管理员执行 create role ${role} login password '…'，并用环境变量 TONGZHOU_APP_DATABASE_URL 给出以该角色连接的地址。`,
  mightyRole: (role: string) =>
    `角色 ${role} 是超级用户或可以绕过行级安全，隔离将失效。请由数据库管理员执行 alter role ${role} nosuperuser nobypassrls。`,
  migrationChanged: (name: string) =>
    `迁移 ${name} 已在本库执行过，但文件内容后来被改动。请恢复原文件；要改变结构请新增一个迁移。`,
  migrationUnknown: (name: string) =>
    `本库执行过迁移 ${name}，但当前程序里没有它：数据库比程序新。请使用较新的程序版本。`,
  migrationFailed: (name: string, statement: string, reason: string) =>
    `迁移 ${name} 没有成功，已全部撤回：${reason}\n${statement}`,
  mayNotMigrate: (name: string) =>
    `DATABASE_URL 的用户没有执行迁移 ${name} 的权限。请让该用户成为数据库的所有者（alter database … owner to …）。`,
} as const;
