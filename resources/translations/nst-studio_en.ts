<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_GB">
<context>
    <name>CloseQuestion</name>
    <message numerus="yes">
        <source>%n paintings wait in the queue and will be there next time.</source>
        <translation>
            <numerusform>One painting waits in the queue and will be there next time.</numerusform>
            <numerusform>%n paintings wait in the queue and will be there next time.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paintings wait in the queue and would not be painted.</source>
        <translation>
            <numerusform>One painting waits in the queue and would not be painted.</numerusform>
            <numerusform>%n paintings wait in the queue and would not be painted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Complaints</name>
    <message numerus="yes">
        <source>%n more files could not be used.</source>
        <translation>
            <numerusform>One more file could not be used.</numerusform>
            <numerusform>%n more files could not be used.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of {count} files were taken.</source>
        <translation>
            <numerusform>One of {count} files was taken.</numerusform>
            <numerusform>%n of {count} files were taken.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContactSheet</name>
    <message numerus="yes">
        <source>%n of {all} are painted. Click one to go on with its settings.</source>
        <translation>
            <numerusform>%n of {all} is painted. Click one to go on with its settings.</numerusform>
            <numerusform>%n of {all} are painted. Click one to go on with its settings.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ControlsPanel</name>
    <message numerus="yes">
        <source>With {count:,} iterations, set under Advanced</source>
        <translation>
            <numerusform>With {count:,} iteration, set under Advanced</numerusform>
            <numerusform>With {count:,} iterations, set under Advanced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropZones</name>
    <message numerus="yes">
        <source>%n paintings are added</source>
        <translation>
            <numerusform>One painting is added</numerusform>
            <numerusform>%n paintings are added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photographs are queued; the first is shown</source>
        <translation>
            <numerusform>One photograph is queued and shown</numerusform>
            <numerusform>%n photographs are queued; the first is shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ErrorReportDialog</name>
    <message numerus="yes">
        <source>A fault inside the program happened %n times. Your pictures and settings are untouched and you can go on; if it keeps happening, copy this report and send it to the people who make the program.</source>
        <translation>
            <numerusform>A fault inside the program happened once. Your pictures and settings are untouched and you can go on; if it keeps happening, copy this report and send it to the people who make the program.</numerusform>
            <numerusform>A fault inside the program happened %n times. Your pictures and settings are untouched and you can go on; if it keeps happening, copy this report and send it to the people who make the program.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportStagesDialog</name>
    <message numerus="yes">
        <source>%n pictures of {width:,} × {height:,} px</source>
        <translation>
            <numerusform>%n picture of {width:,} × {height:,} px</numerusform>
            <numerusform>%n pictures of {width:,} × {height:,} px</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pictures of {width:,} × {height:,} px in {seconds:.1f} s</source>
        <translation>
            <numerusform>%n picture of {width:,} × {height:,} px in {seconds:.1f} s</numerusform>
            <numerusform>%n pictures of {width:,} × {height:,} px in {seconds:.1f} s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message numerus="yes">
        <source>%n places on this page</source>
        <translation>
            <numerusform>%n place on this page</numerusform>
            <numerusform>%n places on this page</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On %n other pages</source>
        <translation>
            <numerusform>On %n other page</numerusform>
            <numerusform>On %n other pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>History</name>
    <message numerus="yes">
        <source>%n paintings were interrupted when the program ended. What there was of them is among the earlier paintings; Paint on in their menu goes on with it.</source>
        <translation>
            <numerusform>One painting was interrupted when the program ended. What there was of it is among the earlier paintings; Paint on in its menu goes on with it.</numerusform>
            <numerusform>%n paintings were interrupted when the program ended. What there was of them is among the earlier paintings; Paint on in their menu goes on with it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>+%n more</numerusform>
            <numerusform>+%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PaintingQueue</name>
    <message numerus="yes">
        <source>%n paintings were taken out of the queue; Edit ▸ Undo puts them back.</source>
        <translation>
            <numerusform>One painting was taken out of the queue; Edit ▸ Undo puts it back.</numerusform>
            <numerusform>%n paintings were taken out of the queue; Edit ▸ Undo puts them back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photographs were queued.</source>
        <translation>
            <numerusform>One photograph was queued.</numerusform>
            <numerusform>%n photographs were queued.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueKeeper</name>
    <message numerus="yes">
        <source>%n paintings are waiting from last time.</source>
        <translation>
            <numerusform>One painting is waiting from last time.</numerusform>
            <numerusform>%n paintings are waiting from last time.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paintings of last time&apos;s queue cannot be read; a copy of them is in {aside}.</source>
        <translation>
            <numerusform>One painting of last time&apos;s queue cannot be read; a copy of it is in {aside}.</numerusform>
            <numerusform>%n paintings of last time&apos;s queue cannot be read; a copy of them is in {aside}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paintings of the queue lack a picture; show where it is.</source>
        <translation>
            <numerusform>One painting of the queue lacks a picture; show where it is.</numerusform>
            <numerusform>%n paintings of the queue lack a picture; show where it is.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message numerus="yes">
        <source>%n lack a picture</source>
        <translation>
            <numerusform>1 lacks a picture</numerusform>
            <numerusform>%n lack a picture</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paintings are waiting from last time</source>
        <translation>
            <numerusform>One painting is waiting from last time</numerusform>
            <numerusform>%n paintings are waiting from last time</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueSeveralDialog</name>
    <message numerus="yes">
        <source>%n pictures will be queued, with the present settings.</source>
        <translation>
            <numerusform>%n picture will be queued, with the present settings.</numerusform>
            <numerusform>%n pictures will be queued, with the present settings.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StyleList</name>
    <message numerus="yes">
        <source>%n paintings</source>
        <translation>
            <numerusform>1 painting</numerusform>
            <numerusform>%n paintings</numerusform>
        </translation>
    </message>
</context>
</TS>
