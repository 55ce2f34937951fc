; The installer for Windows: for one person, without administrator's rights, in Chinese.
; makensis -DVERSION=0.1.0 -DSOURCE=dist\wuyou-zicha -DICON=build\wuyou-zicha\wuyou-zicha.ico -DOUT=dist\setup.exe packaging\windows.nsi
Unicode true
!ifndef VERSION | SOURCE | ICON | OUT
  !error "VERSION, SOURCE, ICON and OUT have to be given, see the first lines"
!endif
!include "MUI2.nsh"
!include "FileFunc.nsh"

!define NAME "五有自查"
!define PROGRAM "wuyou-zicha"
!define PUBLISHER "五有自查"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${PROGRAM}"

Name "${NAME}"
OutFile "${OUT}"
SetCompressor /SOLID lzma
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${PROGRAM}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"
ManifestDPIAware true

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME}安装程序"
VIAddVersionKey /LANG=2052 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "把“${NAME}”装到您自己的用户文件夹里，不用管理员权限，也不用联网。$\r$\n$\r$\n不得处理国家秘密；涉密计算机和涉密U盘不得使用本程序。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${NAME}"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "只删除程序。您填的检查、报告和备份都留着，重新安装以后照样能打开。"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; A running program holds its own file open: renaming it tells. Nothing is touched while it runs.
!macro REQUIRE_CLOSED
  again:
  ClearErrors
  IfFileExists "$INSTDIR\${PROGRAM}.exe" 0 closed
  Rename "$INSTDIR\${PROGRAM}.exe" "$INSTDIR\${PROGRAM}.tmp"
  IfErrors running
  Rename "$INSTDIR\${PROGRAM}.tmp" "$INSTDIR\${PROGRAM}.exe"
  Goto closed
  running:
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME}还开着。请先关掉它的窗口，再点“重试”。" /SD IDCANCEL IDRETRY again
  Abort "${NAME}还开着，没有改动任何文件。"
  closed:
!macroend

Section "install"
  !insertmacro REQUIRE_CLOSED
  ; Only the program's own folders go before they come anew; `data` of a portable copy in the same place would stay.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateDirectory "$SMPROGRAMS\${NAME}"
  CreateShortCut "$SMPROGRAMS\${NAME}\${NAME}.lnk" "$INSTDIR\${PROGRAM}.exe"
  CreateShortCut "$SMPROGRAMS\${NAME}\卸载${NAME}.lnk" "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM}.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
SectionEnd

; The user's data lie in %LOCALAPPDATA%\wuyou (or in `data` beside a portable copy): neither is ever named here.
Section "uninstall"
  !insertmacro REQUIRE_CLOSED
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\${PROGRAM}.exe"
  Delete "$INSTDIR\${PROGRAM}-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}\${NAME}.lnk"
  Delete "$SMPROGRAMS\${NAME}\卸载${NAME}.lnk"
  RMDir "$SMPROGRAMS\${NAME}"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
